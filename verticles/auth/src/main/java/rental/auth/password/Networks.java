package rental.auth.password;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;

/** Client addresses as they are counted: an IPv6 client has a whole /64 to choose from, so that is what counts as one. */
final class Networks {
    private static final int IPV6_LENGTH = 16;
    private static final int NETWORK_LENGTH = 8;

    private Networks() {}

    static String of(String address) {
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null || bytes.length != IPV6_LENGTH) {
            return address;
        }
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_LENGTH));
    }
}
