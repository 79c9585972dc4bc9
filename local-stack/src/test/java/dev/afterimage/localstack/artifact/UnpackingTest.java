package dev.afterimage.localstack.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackingTest {
    @TempDir
    Path folder;

    @Test
    void programsOfADatabaseThatLiesAsATarInAJarCanBeRun() throws IOException {
        Path jar = jar("database-Linux-amd64.tar.gz", tar("bin/server", "share/words"));

        Unpacking.unpack(jar, folder.resolve("out"));

        assertThat(folder.resolve("out/bin/server")).isExecutable().hasContent("bin/server");
        assertThat(folder.resolve("out/share/words")).hasContent("share/words");
        assertThat(Files.isExecutable(folder.resolve("out/share/words"))).isFalse();
    }

    @Test
    void anArchiveForAnotherSystemAloneIsRefused() throws IOException {
        Path jar = jar("database-Mac_OS_X-x86_64.tar.gz", tar("bin/server"));

        assertThatThrownBy(() -> Unpacking.unpack(jar, folder.resolve("out"))).isInstanceOf(IOException.class);
    }

    private Path jar(String name, byte[] content) throws IOException {
        Path jar = folder.resolve("database.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("some.class"));
            out.putNextEntry(new ZipEntry(name));
            out.write(content);
        }
        return jar;
    }

    /** Files that hold their own names; those in bin are programs. */
    private static byte[] tar(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (String name : names) {
                byte[] content = name.getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                entry.setMode(name.startsWith("bin/") ? 0755 : 0644);
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
