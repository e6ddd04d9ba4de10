package rental.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. */
@AnalyzeClasses(packages = "rental", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule noServiceKnowsAnother = slices().matching(
                    "rental.(auth|car|search|booking|notification|gateway)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule theContractKnowsNobody = classes()
            .that()
            .resideInAPackage("rental.contract..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("rental.contract..", "java..", "com.fasterxml..");

    @ArchTest
    static final ArchRule theRuntimeKnowsTheContractAlone = noClasses()
            .that()
            .resideInAPackage("rental.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "rental.backends..",
                    "rental.migrations..",
                    "rental.auth..",
                    "rental.car..",
                    "rental.search..",
                    "rental.booking..",
                    "rental.notification..",
                    "rental.gateway..",
                    "rental.standalone..");

    @ArchTest
    static final ArchRule theRuntimesPackagesFormNoCircle =
            slices().matching("rental.runtime.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobodyKnowsTheInsideOfTheServer = noClasses()
            .that()
            .resideOutsideOfPackage("rental.runtime.http.server..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("rental.runtime.http.server.*..");

    @ArchTest
    static final ArchRule noServicesPackagesFormACircle = slices().matching(
                    "rental.(auth|car|search|booking|notification|gateway).(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule thePackagesOfHttpFormNoCircle =
            slices().matching("rental.runtime.http.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule aModelKnowsNoTechnology = noClasses()
            .that()
            .resideInAPackage("..model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "java.sql..", "com.fasterxml..", "co.elastic..", "..infrastructure..");

    @ArchTest
    static final ArchRule useCasesKnowNoDriver = noClasses()
            .that()
            .resideInAPackage("..application..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "co.elastic..", "..infrastructure..");
}
