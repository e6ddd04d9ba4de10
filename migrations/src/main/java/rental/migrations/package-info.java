/**
 * The schemas of the databases: Liquibase changelogs as resources, one folder for each database, and what applies them.
 *
 * <p>{@link rental.migrations.Migrator} does it from code; {@link rental.migrations.MigratorMain} is a program that does it for
 * all databases at once.
 */
package rental.migrations;
