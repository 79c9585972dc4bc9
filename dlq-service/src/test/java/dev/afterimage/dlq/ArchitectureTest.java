package dev.afterimage.dlq;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.afterimage.cdc.CodingRules;

@AnalyzeClasses(packages = "dev.afterimage.dlq", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String DLQ = "dev.afterimage.dlq";

    @ArchTest
    static final ArchTests everywhere = ArchTests.in(CodingRules.class);

    @ArchTest
    static final ArchRule whatIsDecidedKnowsNoFrameworkNoKafkaAndNoDatabase = classes()
            .that()
            .resideInAnyPackage(DLQ + ".letter", DLQ + ".retry")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java.lang..",
                    "java.io..",
                    "java.nio",
                    "java.nio.charset..",
                    "java.security..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify.annotations..",
                    "com.fasterxml.jackson.databind..",
                    "dev.afterimage.cdc.deadletter..",
                    DLQ + ".letter",
                    DLQ + ".retry"));

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching(DLQ + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyParkingAndDecisionsTalkToTheDatabase = noClasses()
            .that(are(resideOutsideOfPackages(DLQ + ".parking", DLQ + ".decision", DLQ + ".erasure", DLQ + ".api")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jdbi..", "java.sql..", "org.postgresql..", "com.zaxxer..", "org.flywaydb..");

    @ArchTest
    static final ArchRule apiAndConsoleDoNotTalkToKafka = noClasses()
            .that()
            .resideInAnyPackage(DLQ + ".api", DLQ + ".console", DLQ + ".decision", DLQ + ".parking")
            .should()
            .dependOnClassesThat(are(resideInAnyPackage("org.apache.kafka.."))
                    .and(DescribedPredicate.not(DescribedPredicate.describe(
                            "is a record", type -> type.getSimpleName().equals("ConsumerRecord")))));

    @ArchTest
    static final ArchRule aServiceDependsOnNoOtherService = noClasses()
            .should()
            .dependOnClassesThat(are(resideInAnyPackage("dev.afterimage.."))
                    .and(resideOutsideOfPackages("dev.afterimage.cdc..", "dev.afterimage.support..", DLQ + "..")));
}
