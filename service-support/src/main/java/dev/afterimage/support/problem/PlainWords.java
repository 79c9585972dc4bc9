package dev.afterimage.support.problem;

import io.micronaut.http.HttpStatus;

/** What a status means in plain words, for answers whose cause is nobody's business outside. */
final class PlainWords {
    private PlainWords() {}

    static String of(HttpStatus status) {
        return switch (status.getCode()) {
            case 400 -> "The request cannot be understood.";
            case 401 -> "This call needs a credential.";
            case 403 -> "This call is not allowed.";
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not take this method; the Allow header lists those that it takes.";
            case 406 -> "This address has no answer in a form that the Accept header allows.";
            case 413 -> "The request is larger than this service takes.";
            case 415 -> "This address takes application/json; say so in the Content-Type header.";
            case 429 -> "Too many requests; try again later.";
            case 503 -> "The service cannot answer now; try again later.";
            default ->
                status.getCode() >= 500
                        ? "Something went wrong inside the service; its log has the reason."
                        : status.getReason();
        };
    }
}
