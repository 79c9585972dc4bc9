package dev.afterimage.indexer;

import dev.afterimage.indexer.dryrun.DryReport;
import dev.afterimage.indexer.dryrun.DryRun;
import dev.afterimage.indexer.dryrun.DryRunException;
import io.micronaut.context.ApplicationContext;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code --dry-run}: prints what the indexer would do, and ends with 0 without hazards, 2 with some, 1 if it could not look. */
final class DryRunCommand {
    private static final Logger LOG = LoggerFactory.getLogger(DryRunCommand.class);
    static final String OPTION = "--dry-run";
    private static final String ENVIRONMENT = "dry-run";
    private static final int FAILED = 1;

    private DryRunCommand() {}

    static int run() {
        try (ApplicationContext context =
                ApplicationContext.builder().environments(ENVIRONMENT).start()) {
            DryReport report = context.getBean(DryRun.class).look();
            print(report.text());
            return report.status();
        } catch (DryRunException e) {
            LOG.error("The dry run cannot be made: {}", e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (RuntimeException | IOException e) {
            LOG.error("The dry run cannot be made", e);
            return FAILED;
        }
    }

    /** The report is the command's product, not a log line: it goes to the process's output as it is. */
    private static void print(String report) throws IOException {
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write(("\n" + report).getBytes(StandardCharsets.UTF_8));
        }
    }
}
