package dev.afterimage.txn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.afterimage.cdc.CodingRules;

@AnalyzeClasses(packages = "dev.afterimage.txn", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests everywhere = ArchTests.in(CodingRules.class);

    @ArchTest
    static final ArchRule theAssemblyKnowsNoFrameworkAndNoKafka = classes()
            .that()
            .resideInAPackage("dev.afterimage.txn.assembly")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "org.jspecify.annotations..", "dev.afterimage.cdc..", "dev.afterimage.txn.assembly");
}
