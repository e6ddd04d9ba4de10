package rental.runtime.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.api.Problem;
import rental.runtime.http.contract.Contract;
import rental.runtime.http.contract.Operation;
import rental.runtime.outage.OutageLog;
import rental.runtime.sql.SqlFailure;

/**
 * The operations of one service, each with what answers it. It holds exactly the operations that the contract gives
 * the service: a missing or an unknown one stops the start.
 */
public final class Operations {
    private static final Problem TRY_AGAIN =
            Problem.tryAgain("try-again", "This can't be done at the moment. Try again shortly.");
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    private static final int FIRST_FAILURE = 500;

    private final Map<String, Function<ApiRequest, Future<ApiResponse>>> handlers;
    private final OutageLog outages;

    private Operations(String service, Map<String, Function<ApiRequest, Future<ApiResponse>>> handlers) {
        this.handlers = Map.copyOf(handlers);
        this.outages = OutageLog.of(LOG, service + " cannot do what it is asked");
    }

    public static Builder of(Contract contract, String service) {
        return new Builder(contract, service);
    }

    /**
     * Answers a request that the edge has checked. A database or another service that can't be had now is a 503, told here
     * in one place for all operations; a future that fails is a bug.
     */
    public Future<ApiResponse> handle(ApiRequest request) {
        var handler = handlers.get(request.operation());
        if (handler == null) {
            return Future.failedFuture(new IllegalArgumentException("No operation " + request.operation() + " here"));
        }
        try {
            return handler.apply(request).onSuccess(this::answered).recover(fault -> failed(request, fault));
        } catch (Json.Unreadable unreadable) {
            return Future.succeededFuture(
                    Answers.problem(Problem.invalid(unreadable.pointer(), unreadable.getMessage())));
        }
    }

    private void answered(ApiResponse answer) {
        if (answer.status() < FIRST_FAILURE) {
            outages.answered();
        }
    }

    private Future<ApiResponse> failed(ApiRequest request, Throwable fault) {
        if (!isOutage(fault)) {
            return Future.failedFuture(fault);
        }
        outages.refused(request.operation() + " fails by " + fault);
        return Future.succeededFuture(Answers.problem(TRY_AGAIN));
    }

    private static boolean isOutage(Throwable fault) {
        return fault instanceof ReplyException || SqlFailure.of(fault).isTransient();
    }

    public Set<String> ids() {
        return handlers.keySet();
    }

    /** Collects the handlers of a service. */
    public static final class Builder {
        private final Contract contract;
        private final String service;
        private final Map<String, Function<ApiRequest, Future<ApiResponse>>> handlers = new HashMap<>();
        private final Set<String> elsewhere = new TreeSet<>();

        private Builder(Contract contract, String service) {
            this.contract = requireNonNull(contract);
            this.service = requireNonNull(service);
        }

        public Builder on(String operationId, Function<ApiRequest, Future<ApiResponse>> handler) {
            if (handlers.put(operationId, handler) != null) {
                throw new IllegalStateException(operationId + " has two handlers");
            }
            return this;
        }

        /** Operations that the server itself answers: streams, which do not go over the bus, and its own probes. */
        public Builder byServer(String... operationIds) {
            elsewhere.addAll(Set.of(operationIds));
            return this;
        }

        /** @throws IllegalStateException unless these are the contract's operations of the service, all of them */
        public Operations build() {
            var described = new TreeSet<>(
                    contract.of(service).stream().map(Operation::id).toList());
            var handled = new TreeSet<>(handlers.keySet());
            handled.addAll(elsewhere);
            if (!described.equals(handled)) {
                throw new IllegalStateException(
                        "The contract gives " + service + " " + described + " but there are handlers for " + handled);
            }
            return new Operations(service, handlers);
        }
    }
}
