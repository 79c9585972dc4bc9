package dev.afterimage.reconciler.doctor;

import dev.afterimage.reconciler.doctor.check.Finding;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;

/** Examines the installation when asked. */
@Tag(name = "doctor")
@Controller("/api/v1/doctor")
@ExecuteOn(TaskExecutors.BLOCKING)
class DoctorApi {
    private final Doctor doctor;

    DoctorApi(Doctor doctor) {
        this.doctor = doctor;
    }

    /**
     * Something that should be otherwise.
     *
     * @param severity {@code CRITICAL}, {@code WARNING}, {@code UNKNOWN} or {@code ADVICE}
     * @param part {@code source}, {@code connector}, {@code topics}, {@code index} or {@code indexer}
     * @param subject what in it; empty for the part itself
     */
    @Serdeable
    record FindingView(String severity, String part, String subject, String what, String remedy) {
        static FindingView of(Finding finding) {
            return new FindingView(
                    finding.severity().name(), finding.part(), finding.subject(), finding.what(), finding.remedy());
        }
    }

    /** All of them, the worst first. */
    @Serdeable
    record DoctorView(Instant at, List<FindingView> items) {}

    /** Examines every part now; takes some seconds. Answers 503 where others are examining already. */
    @Get
    DoctorView examine() throws InterruptedException {
        List<Finding> findings = doctor.examine()
                .orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE, "others are being examined for: ask again in half a minute")));
        return new DoctorView(
                Instant.now(), findings.stream().map(FindingView::of).toList());
    }
}
