package dev.afterimage.indexer;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.afterimage.cdc.CodingRules;

@AnalyzeClasses(packages = "dev.afterimage.indexer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String INDEXER = "dev.afterimage.indexer";
    private static final String PLAN = INDEXER + ".plan";
    private static final String DOCUMENT = INDEXER + ".document";
    private static final String DRY_RUN = INDEXER + ".dryrun";
    private static final String REBUILD = INDEXER + ".rebuild";

    @ArchTest
    static final ArchTests everywhere = ArchTests.in(CodingRules.class);

    @ArchTest
    static final ArchRule theDomainKnowsNoFrameworkNoElasticsearchAndOfKafkaOnlyWhatARecordIs = classes()
            .that()
            .resideInAnyPackage(PLAN, DOCUMENT, DRY_RUN, REBUILD)
            .should()
            .onlyDependOnClassesThat(are(resideInAnyPackage(
                            "java..",
                            "javax.crypto..",
                            "org.jspecify.annotations..",
                            "com.fasterxml.jackson.core..",
                            "dev.afterimage.cdc..",
                            PLAN,
                            DOCUMENT,
                            DRY_RUN,
                            REBUILD)
                    .or(DescribedPredicate.describe("tell what a Kafka record is", CodingRules::isKafkaRecord))));

    @ArchTest
    static final ArchRule theRoadOfARecordRunsOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(INDEXER + "..")
            .layer("intake")
            .definedBy(INDEXER + ".intake")
            .layer("plan")
            .definedBy(PLAN)
            .layer("document")
            .definedBy(DOCUMENT)
            .layer("index")
            .definedBy(INDEXER + ".index..")
            .layer("park")
            .definedBy(INDEXER + ".park")
            .layer("status")
            .definedBy(INDEXER + ".status")
            .layer("config")
            .definedBy(INDEXER + ".config")
            .layer("dryrun")
            .definedBy(DRY_RUN)
            .layer("rebuild")
            .definedBy(REBUILD)
            .layer("start")
            .definedBy(INDEXER)
            .whereLayer("intake")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("park")
            .mayOnlyBeAccessedByLayers("intake")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("intake")
            .whereLayer("index")
            .mayOnlyBeAccessedByLayers("intake", "config")
            .whereLayer("document")
            .mayOnlyBeAccessedByLayers("intake", "config")
            .whereLayer("plan")
            .mayOnlyBeAccessedByLayers("intake", "document", "index", "dryrun")
            .whereLayer("rebuild")
            .mayOnlyBeAccessedByLayers("intake", "index")
            .whereLayer("dryrun")
            .mayOnlyBeAccessedByLayers("intake", "start")
            .whereLayer("status")
            .mayOnlyBeAccessedByLayers("intake", "index");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching(INDEXER + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheIndexTalksToElasticsearch = noClasses()
            .that(are(resideOutsideOfPackages(INDEXER + ".index..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("co.elastic..", "org.elasticsearch..", "org.apache.http..");

    @ArchTest
    static final ArchRule onlyIntakeAndParkTalkToKafka = noClasses()
            .that(are(resideOutsideOfPackages(INDEXER + ".intake", INDEXER + ".park")))
            .should()
            .dependOnClassesThat(are(resideInAnyPackage("org.apache.kafka..", "io.micronaut.configuration.kafka.."))
                    .and(DescribedPredicate.not(
                            DescribedPredicate.describe("tell what a Kafka record is", CodingRules::isKafkaRecord))));

    @ArchTest
    static final ArchRule aServiceDependsOnNoOtherService = noClasses()
            .should()
            .dependOnClassesThat(are(resideInAnyPackage("dev.afterimage.."))
                    .and(resideOutsideOfPackages("dev.afterimage.cdc..", "dev.afterimage.support..", INDEXER + "..")));
}
