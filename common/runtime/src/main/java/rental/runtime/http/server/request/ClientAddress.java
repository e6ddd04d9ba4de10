package rental.runtime.http.server.request;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import rental.runtime.http.settings.Network;

/** Tells where a request really comes from, believing only proxies that are configured. */
public final class ClientAddress {
    private static final String FORWARDED_FOR = "x-forwarded-for";
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final String UNKNOWN = "unknown";

    private final List<Network> trusted;

    public ClientAddress(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(Network::parse).toList();
    }

    /** The last address of the chain that is no trusted proxy: what stands before it was written by the client. */
    public String of(HttpServerRequest request) {
        var remote =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        if (remote == null) {
            return UNKNOWN;
        }
        if (trusted.isEmpty() || !isTrusted(remote)) {
            return remote;
        }
        var hops = String.join(",", request.headers().getAll(FORWARDED_FOR)).split(",");
        for (var i = hops.length - 1; i >= 0; i--) {
            var hop = canonical(hops[i].strip());
            if (hop == null) {
                return remote;
            }
            remote = hop;
            if (!isTrusted(hop)) {
                return hop;
            }
        }
        return remote;
    }

    /** What a connection's own end is counted by, as in {@link #group}; empty for trusted proxies, who bring many clients. */
    public Optional<String> direct(SocketAddress end) {
        return Optional.ofNullable(end)
                .map(SocketAddress::hostAddress)
                .filter(address -> !isTrusted(address))
                .map(ClientAddress::group);
    }

    /** The one way to write an address, an IPv4 address that was put into IPv6 as itself; null for what is none. */
    private static String canonical(String text) {
        var bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return null;
        }
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What addresses are counted by: an IPv6 client commands its whole /64, so that is one client. */
    public static String group(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null ? address : HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, IPV6_NETWORK_BYTES));
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }
}
