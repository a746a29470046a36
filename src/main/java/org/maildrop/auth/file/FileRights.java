/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** Who may read a file: its owner. Without effect on systems that know no such rights; there the folder's decide. */
record FileRights(Consumer<String> warnings) {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    /** An empty file, which nobody else can open at any moment; one that is there stays as it is. Whether it was made. */
    boolean makeIfAbsent(Path file) throws IOException {
        try {
            if (known(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } else {
                Files.createFile(file);
            }
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Takes from others what they may do with the file, and says so; what cannot be taken is refused. */
    void check(Path file) throws IOException {
        if (!known(file)) {
            return;
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
        if (found.stream().noneMatch(OTHERS::contains)) {
            return;
        }
        String rights = PosixFilePermissions.toString(found);
        try {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        } catch (IOException e) {
            throw new IOException("others than its owner may use it (" + rights + "): chmod 600 " + file, e);
        }
        warnings.accept("Others than its owner could use " + file + " (" + rights
                + "). Now they cannot (chmod 600). If they have, its secrets are none any more");
    }

    /** Gives a new file to whom its model belongs, so that root's commands keep James's files his; whether it could. */
    boolean give(Path file, Path model) throws IOException {
        if (!known(file)) {
            return true;
        }
        UserPrincipal owner = Files.getOwner(model);
        if (owner.equals(Files.getOwner(file))) {
            return true;
        }
        try {
            Files.setOwner(file, owner);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The change of a name is on the disk when its folder is. */
    void force(Path file) throws IOException {
        if (known(file)) {
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private static boolean known(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class);
    }

    /** What an exception of files means, in words; its own text is often no more than the file's name. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "this user (" + System.getProperty("user.name") + ") may not";
        }
        if (e instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile();
        }
        if (e instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return String.valueOf(e.getMessage());
    }
}
