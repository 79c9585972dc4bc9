package dev.afterimage.cdc;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.type.ColumnType;

@AnalyzeClasses(packages = "dev.afterimage.cdc", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests everywhere = ArchTests.in(CodingRules.class);

    @ArchTest
    static final ArchRule theSharedLanguageKnowsNoFrameworkAndOfKafkaOnlyWhatARecordIs = classes()
            .should()
            .onlyDependOnClassesThat(are(resideInAnyPackage(
                            "java..",
                            "javax.crypto..",
                            "org.jspecify.annotations..",
                            "com.fasterxml.jackson.core..",
                            "org.apache.avro..",
                            "org.slf4j..",
                            "dev.afterimage.cdc..")
                    .or(DescribedPredicate.describe("tell what a Kafka record is", CodingRules::isKafkaRecord))));

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = slices().matching("dev.afterimage.cdc.(**)")
            .should()
            .beFreeOfCycles()
            // A column has its type, and writers of types make images of columns: the one knot there is.
            .ignoreDependency(Column.class, ColumnType.class);

    @ArchTest
    static final ArchRule positionsStandOnTheirOwn = classes()
            .that()
            .resideInAPackage("dev.afterimage.cdc.position")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify.annotations..", "dev.afterimage.cdc.position");
}
