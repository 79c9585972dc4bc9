package dev.afterimage.reconciler;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.afterimage.cdc.CodingRules;

@AnalyzeClasses(packages = "dev.afterimage.reconciler", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String HERE = "dev.afterimage.reconciler";

    @ArchTest
    static final ArchTests everywhere = ArchTests.in(CodingRules.class);

    @ArchTest
    static final ArchRule whatIsDecidedIsPure = classes()
            .that()
            .resideInAnyPackage(HERE + ".compare")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java.lang..",
                    "java.nio.charset..",
                    "java.util..",
                    "org.jspecify.annotations..",
                    "com.fasterxml.jackson..",
                    "dev.afterimage.cdc.checksum..",
                    HERE + ".compare"));

    @ArchTest
    static final ArchRule whatFiguresAndSettingsMeanIsPure = classes()
            .that()
            .resideInAnyPackage(HERE + ".watch.judge", HERE + ".doctor.check")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java.lang..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify.annotations..",
                    "dev.afterimage.cdc.key..",
                    HERE + ".watch.judge",
                    HERE + ".doctor.check"));

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching(HERE + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheIndexPackageTalksToElasticsearch = noClasses()
            .that(are(resideOutsideOfPackages(HERE + ".index")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.elasticsearch..", "co.elastic..");

    @ArchTest
    static final ArchRule onlySourceTableAndHistoryTalkToDatabases = noClasses()
            .that(are(resideOutsideOfPackages(HERE + ".source", HERE + ".table", HERE + ".history", HERE + ".api")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jdbi..", "java.sql..", "org.postgresql..", "com.zaxxer..", "org.flywaydb..");

    @ArchTest
    static final ArchRule aServiceDependsOnNoOtherService = noClasses()
            .should()
            .dependOnClassesThat(are(resideInAnyPackage("dev.afterimage.."))
                    .and(resideOutsideOfPackages("dev.afterimage.cdc..", "dev.afterimage.support..", HERE + "..")));
}
