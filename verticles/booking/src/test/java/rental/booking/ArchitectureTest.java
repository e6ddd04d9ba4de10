package rental.booking;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom within the service; the standalone module holds the services apart. */
@AnalyzeClasses(packages = "rental.booking", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theModelKnowsNoMachinery = noClasses()
            .that()
            .resideInAPackage("rental.booking.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx..",
                    "com.fasterxml..",
                    "java.sql..",
                    "rental.runtime..",
                    "rental.booking.application..",
                    "rental.booking.infrastructure..",
                    "rental.booking.api..");

    @ArchTest
    static final ArchRule useCasesKnowNoDriver = noClasses()
            .that()
            .resideInAPackage("rental.booking.application..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx.sqlclient..",
                    "io.vertx.pgclient..",
                    "com.fasterxml..",
                    "rental.booking.infrastructure..",
                    "rental.booking.api..");

    @ArchTest
    static final ArchRule theInfrastructureKnowsTheUseCasesByTheirPortsAlone = noClasses()
            .that()
            .resideInAnyPackage("rental.booking.infrastructure..", "rental.booking.application.port..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("rental.booking.application");

    @ArchTest
    static final ArchRule httpKnowsNoDriver = noClasses()
            .that()
            .resideInAPackage("rental.booking.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.sqlclient..", "rental.booking.infrastructure..");
}
