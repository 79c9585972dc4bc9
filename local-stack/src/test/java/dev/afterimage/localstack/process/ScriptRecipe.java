package dev.afterimage.localstack.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A part that is a shell script; it serves as soon as it has made the file {@code ready}. */
record ScriptRecipe(String name, Path folder, String script, Duration startTimeout) implements Recipe {
    static ScriptRecipe serving(Path folder, String then) {
        return new ScriptRecipe("script", folder, "echo begun; touch ready; " + then, Duration.ofSeconds(10));
    }

    @Override
    public Launch launch() {
        return Launch.of(folder, List.of("/bin/sh", "-c", script));
    }

    @Override
    public boolean serves() {
        return Files.exists(folder.resolve("ready"));
    }

    @Override
    public Duration stopTimeout() {
        return Duration.ofSeconds(1);
    }
}
