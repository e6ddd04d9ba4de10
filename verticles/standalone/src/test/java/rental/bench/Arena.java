package rental.bench;

import java.nio.file.Path;
import java.util.function.IntFunction;
import rental.bench.load.CpuClock;
import rental.bench.load.HttpGenerator;
import rental.bench.load.HttpLoad;
import rental.bench.load.Requests;
import rental.bench.load.Requests.Shot;
import rental.bench.load.SqlGenerator;
import rental.bench.servers.Backends;
import rental.bench.servers.Fleet;
import rental.bench.servers.RentalSystem;

/**
 * What contests take place in: a running system with a fleet, and those who put load on it.
 *
 * @param alone a copy of booking's database that no service knows; empty when no contest needs it
 */
record Arena(
        BenchConfig config,
        Backends backends,
        Fleet fleet,
        RentalSystem system,
        String alone,
        HttpGenerator http,
        SqlGenerator sql) {

    CpuClock cpu() {
        return new CpuClock()
                .watch("system", system::process)
                .watch("postgresql", backends::postgresProcess)
                .watch("elasticsearch", backends::elasticsearchProcess);
    }

    /** Requests to the gateway, in the usual number of connections. */
    HttpLoad load(String name, int count, IntFunction<Shot> shots) {
        return HttpLoad.of(
                Requests.write(file(name), system.gateway(), count, shots), config.connections(), config.time());
    }

    Path file(String name) {
        return backends.folder().resolve(name);
    }
}
