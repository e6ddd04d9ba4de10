package rental.runtime.config;

/** What an installation is for. Only {@link #DEVELOPMENT} may make its own keys, demo data and default accounts. */
public enum Profile {
    DEVELOPMENT,
    PRODUCTION
}
