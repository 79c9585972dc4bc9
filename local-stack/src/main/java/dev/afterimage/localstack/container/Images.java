package dev.afterimage.localstack.container;

/** The images of the parts; each can be replaced by a system property, where others are to be had. */
final class Images {
    private Images() {}

    static String postgres() {
        return System.getProperty("afterimage.image.postgres", "postgres:18.4");
    }

    static String kafka() {
        return System.getProperty("afterimage.image.kafka", "apache/kafka:4.3.1");
    }

    static String connect() {
        return System.getProperty("afterimage.image.connect", "quay.io/debezium/connect:3.7.0.Final");
    }

    static String registry() {
        return System.getProperty("afterimage.image.registry", "apicurio/apicurio-registry:3.3.3");
    }

    static String elasticsearch() {
        return System.getProperty("afterimage.image.elasticsearch", "elasticsearch:8.19.21");
    }
}
