package rental.runtime.http.settings;

import io.netty.util.NetUtil;

/**
 * A network of IP addresses: those that begin with the same bits.
 *
 * @param address its bytes, 4 or 16
 * @param bits how many of them count
 */
public record Network(byte[] address, int bits) {

    /** @throws IllegalArgumentException unless the text is an address or {@code ADDRESS/BITS} */
    public static Network parse(String text) {
        var slash = text.indexOf('/');
        var address = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("'" + text + "' is no IP address or network");
        }
        var most = address.length * Byte.SIZE;
        var bits = slash < 0 ? most : bits(text, slash, most);
        return new Network(address, bits);
    }

    public boolean contains(String text) {
        var other = NetUtil.createByteArrayFromIpAddressString(text);
        if (other == null || other.length != address.length) {
            return false;
        }
        for (var bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> (bit % Byte.SIZE);
            if (((address[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int bits(String text, int slash, int most) {
        var digits = text.substring(slash + 1);
        if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > most) {
            throw new IllegalArgumentException("'" + text + "' is no IP network");
        }
        return Integer.parseInt(digits);
    }
}
