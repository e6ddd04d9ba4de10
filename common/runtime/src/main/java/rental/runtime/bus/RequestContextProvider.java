package rental.runtime.bus;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;

/** Reserves the slot for {@link RequestContext} in every Vert.x context; found by Vert.x through service loading. */
public final class RequestContextProvider implements VertxServiceProvider {

    @Override
    public void init(VertxBootstrap bootstrap) {
        RequestContext.register();
    }
}
