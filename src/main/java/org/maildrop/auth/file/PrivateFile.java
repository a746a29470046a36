/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.maildrop.auth.AuthException;

/**
 * A small file that only its owner may read. It is read as a whole and replaced as a whole: whoever reads it, or crashes,
 * sees the old one or the new one. Those who change it, of whatever process, exclude each other by a lock on a file beside
 * it. Its trouble is an {@link AuthException} that names the file.
 */
final class PrivateFile {
    /** Those of one process, who have no lock of the system's against each other. */
    private static final ReentrantLock OURS = new ReentrantLock();

    private final Path path;
    private final FileRights rights;

    /**
     * @param warnings what an administrator should know, in a sentence
     */
    PrivateFile(Path path, Consumer<String> warnings) {
        this.path = path.toAbsolutePath().normalize();
        this.rights = new FileRights(warnings);
    }

    /** By what one version of the file is told from the next; all alike where there is no file. */
    record Stamp(FileTime modified, long size, String key) {
        static final Stamp ABSENT = new Stamp(FileTime.fromMillis(0), -1, "");
    }

    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    Stamp stamp() {
        return attempt("cannot be looked at", () -> {
            try {
                BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
                return new Stamp(found.lastModifiedTime(), found.size(), String.valueOf(found.fileKey()));
            } catch (NoSuchFileException e) {
                return Stamp.ABSENT;
            }
        });
    }

    /** What is in it, or nothing if there is no such file. */
    Optional<byte[]> read() {
        return attempt("cannot be read", () -> {
            try {
                byte[] octets = Files.readAllBytes(path);
                rights.check(path);
                return Optional.of(octets);
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * Carries it out while nobody else changes the file, of this process or of another. Whoever has the lock has it for the
     * time of a write, and the system takes it from those who die.
     */
    <T> T alone(Action<T> action) {
        OURS.lock();
        try {
            return attempt("cannot be changed", () -> {
                Path beside = path.resolveSibling(path.getFileName() + ".lock");
                if (rights.makeIfAbsent(beside)) {
                    rights.give(beside, model(path));
                }
                try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    lock.channel();
                    return action.run();
                }
            });
        } finally {
            OURS.unlock();
        }
    }

    /** Puts these octets into its place: on the disk, at once, and later than what was there. Only {@link #alone}. */
    void replace(byte[] octets) throws IOException {
        // A link leads to the file that is replaced, and stays.
        Path target = Files.isSymbolicLink(path) ? path.toRealPath() : path;
        Path next = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(next);
        rights.makeIfAbsent(next);
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(octets);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        hand(next, target);
        ageAfter(target, next);
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        rights.force(target);
    }

    private void hand(Path next, Path target) throws IOException {
        Path model = model(target);
        if (rights.give(next, model)) {
            return;
        }
        if (model.equals(target)) {
            throw new IOException("it belongs to " + Files.getOwner(target) + ", as whom this has to be done");
        }
        rights.warnings()
                .accept(target + " is not made by " + Files.getOwner(model)
                        + ", to whom its folder belongs: James must be able to read it");
    }

    /** To whom a file is to belong: to the owner of what it replaces, else of its folder. */
    private static Path model(Path target) {
        return Files.exists(target) ? target : target.resolveSibling(".");
    }

    /** Two changes in one tick of the system's clock have to be told apart all the same: {@link Stamp}. */
    private static void ageAfter(Path old, Path next) throws IOException {
        if (Files.exists(old)) {
            long before = Files.getLastModifiedTime(old).toMillis();
            if (Files.getLastModifiedTime(next).toMillis() <= before) {
                Files.setLastModifiedTime(next, FileTime.fromMillis(before + 1));
            }
        }
    }

    private <T> T attempt(String trouble, Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw new AuthException(path + " " + trouble + ": " + FileRights.reason(e), e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
