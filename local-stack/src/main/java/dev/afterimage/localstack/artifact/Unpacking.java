package dev.afterimage.localstack.artifact;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the three kinds of archive that the parts come in; a first folder that holds all the rest is left out. */
final class Unpacking {
    private static final int OWNER_EXECUTES = 0100;
    private static final Set<PosixFilePermission> PROGRAM = EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_EXECUTE);

    private Unpacking() {}

    static void unpack(Path archive, Path target) throws IOException {
        String name = archive.getFileName().toString();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive))) {
            if (name.endsWith(".tar.gz")) {
                tar(new GZIPInputStream(in), target);
            } else if (name.endsWith(".zip")) {
                zip(in, target);
            } else {
                jarWithTarInside(in, target);
            }
        }
    }

    /** The binaries of the databases are a tar inside a jar. */
    private static void jarWithTarInside(InputStream in, Path target) throws IOException {
        ZipInputStream jar = new ZipInputStream(in);
        for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
            if (entry.getName().endsWith(".txz")) {
                tar(new XZInputStream(jar), target);
                return;
            }
            if (entry.getName().endsWith("-Linux-amd64.tar.gz")) {
                tar(new GZIPInputStream(jar), target);
                return;
            }
        }
        throw new IOException("the jar holds no archive that is known here");
    }

    private static void tar(InputStream in, Path target) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path path = inside(target, entry.getName());
            if (entry.isDirectory()) {
                Files.createDirectories(path);
            } else if (entry.isSymbolicLink()) {
                Files.createDirectories(parent(path));
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                write(tar, path, (entry.getMode() & OWNER_EXECUTES) != 0);
            }
        }
    }

    private static void zip(InputStream in, Path target) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
            if (!entry.isDirectory()) {
                write(zip, inside(target, name), name.startsWith("bin/"));
            } else {
                Files.createDirectories(inside(target, name));
            }
        }
    }

    private static void write(InputStream in, Path path, boolean program) throws IOException {
        Files.createDirectories(parent(path));
        Files.copy(in, path);
        if (program) {
            Files.setPosixFilePermissions(path, PROGRAM);
        }
    }

    private static Path inside(Path target, String name) throws IOException {
        Path path = target.resolve(name).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive reaches outside its folder: " + name);
        }
        return path;
    }

    private static Path parent(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IOException("no folder above " + path);
        }
        return parent;
    }
}
