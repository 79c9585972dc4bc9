package dev.afterimage.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.localstack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PartProcessIT {
    private static final String FOR_LONG = "exec sleep 300";

    @TempDir
    private Path folder;

    private RunDirectory run() {
        return RunDirectory.open(folder.resolve("run"));
    }

    private PartProcess process(Recipe recipe) {
        return new PartProcess(recipe, run(), new Privileges(false));
    }

    @AfterEach
    void endAll() {
        LeftOvers.endProcesses(run());
    }

    @Test
    void aStoppedPartIsGoneAndForgotten() {
        PartProcess process = process(ScriptRecipe.serving(folder, FOR_LONG));
        process.start();
        process.awaitReady();
        long pid = process.pid();
        assertThat(run().members()).extracting(ProcessIdentity::pid).containsExactly(pid);

        process.stop();

        assertThat(process.isRunning()).isFalse();
        assertThat(ProcessIdentity.of(pid)).isEmpty();
        assertThat(run().members()).isEmpty();
    }

    @Test
    void aFrozenPartCanBeStoppedAndKilled() {
        PartProcess process = process(ScriptRecipe.serving(folder, FOR_LONG));
        process.start();
        process.awaitReady();
        process.pause();
        process.kill();
        assertThat(process.isRunning()).isFalse();

        process.restart();
        process.pause();
        process.stop();
        assertThat(process.isRunning()).isFalse();
    }

    @Test
    void aPartThatIgnoresTheRequestToEndIsKilled() {
        PartProcess process = process(ScriptRecipe.serving(folder, "trap '' TERM; while :; do sleep 1; done"));
        process.start();
        process.awaitReady();
        long pid = process.pid();

        process.stop();

        assertThat(ProcessIdentity.of(pid)).isEmpty();
    }

    @Test
    void aPartThatDiesWhileStartingShowsTheEndOfItsLog() {
        PartProcess process =
                process(new ScriptRecipe("script", folder, "echo no such luck; exit 3", Duration.ofSeconds(10)));
        process.start();

        assertThatThrownBy(process::awaitReady)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("ended while it was starting")
                .hasMessageContaining("no such luck");
    }

    @Test
    void aPartThatNeverServesIsReportedAfterItsTime() {
        PartProcess process =
                process(new ScriptRecipe("script", folder, "echo still thinking; " + FOR_LONG, Duration.ofMillis(300)));
        process.start();

        assertThatThrownBy(process::awaitReady)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("not ready")
                .hasMessageContaining("still thinking");
    }

    @Test
    void whatAKilledOwnerLeftIsEndedAndRemoved() throws IOException {
        RunDirectory abandoned = RunDirectory.createIn(folder.resolve("runs"));
        PartProcess process = new PartProcess(ScriptRecipe.serving(folder, FOR_LONG), abandoned, new Privileges(false));
        process.start();
        process.awaitReady();
        long pid = process.pid();
        assertThat(LeftOvers.sweep(folder.resolve("runs")))
                .as("while its owner lives")
                .isZero();

        Files.writeString(abandoned.path().resolve("pids/launcher"), "999999999 1 no-such-boot\n");

        assertThat(LeftOvers.sweep(folder.resolve("runs"))).isEqualTo(1);
        assertThat(ProcessIdentity.of(pid)).isEmpty();
        assertThat(abandoned.path()).doesNotExist();
    }

    @Test
    void theChildOfAStarterIsEndedWithIt() throws IOException {
        RunDirectory abandoned = RunDirectory.createIn(folder.resolve("runs"));
        Recipe starter = new ScriptRecipe("starter", folder, "sleep 300 & touch ready; wait", Duration.ofSeconds(10));
        PartProcess process = new PartProcess(starter, abandoned, new Privileges(false));
        process.start();
        process.awaitReady();
        List<ProcessHandle> children =
                ProcessHandle.of(process.pid()).orElseThrow().children().toList();
        assertThat(children).hasSize(1);

        Files.writeString(abandoned.path().resolve("pids/launcher"), "999999999 1 no-such-boot\n");
        LeftOvers.sweep(folder.resolve("runs"));

        assertThat(children)
                .allSatisfy(child -> assertThat(ProcessIdentity.of(child.pid())).isEmpty());
    }

    @Test
    void aStrangerWithTheSameNumberIsLeftAlone() throws IOException {
        PartProcess stranger = process(ScriptRecipe.serving(folder, FOR_LONG));
        stranger.start();
        stranger.awaitReady();
        Path run = Files.createDirectories(folder.resolve("runs/old/pids"));
        Files.writeString(run.resolve("postgres"), stranger.pid() + " 1 an-earlier-boot\n");

        assertThat(LeftOvers.sweep(folder.resolve("runs"))).isEqualTo(1);

        assertThat(stranger.isRunning()).isTrue();
    }
}
