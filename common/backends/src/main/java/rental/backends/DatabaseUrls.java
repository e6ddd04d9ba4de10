package rental.backends;

/** Where the databases of the services are. */
@FunctionalInterface
public interface DatabaseUrls {
    /**
     * The database of a service, owned by a role of its own.
     *
     * @param service one of {@link Backends#DATABASES}
     * @return {@code postgresql://role:password@host:port/database}
     */
    String databaseUrl(String service);
}
