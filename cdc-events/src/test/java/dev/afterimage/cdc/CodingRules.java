package dev.afterimage.cdc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/** What holds for the main code of every module. */
public final class CodingRules {
    @ArchTest
    static final ArchRule noNameHidesWhatAClassDoes = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Common)")
            .because("such a name fits anything: a class is one sentence, and its name is in it");

    @ArchTest
    static final ArchRule nothingLogsPastTheLogger = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule nothingPrints = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    private CodingRules() {}

    /** Whether a class of Kafka's client merely tells what a record is, so that the domain may know it. */
    public static boolean isKafkaRecord(JavaClass type) {
        return type.getName().equals("org.apache.kafka.clients.consumer.ConsumerRecord")
                || type.getName().equals("org.apache.kafka.clients.producer.ProducerRecord")
                || type.getName().equals("org.apache.kafka.common.TopicPartition")
                || type.getPackageName().startsWith("org.apache.kafka.common.header");
    }
}
