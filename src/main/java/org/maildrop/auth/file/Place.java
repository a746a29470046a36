/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.file;

import java.nio.file.Path;

/**
 * Where a file is, as James writes it: {@code file://conf/…} in its folder of settings, {@code file://var/…} in that of its
 * data, {@code file:///…} anywhere, {@code file://…} below its own folder.
 */
public record Place(String url) {
    private static final String FILE = "file://";

    /** The secrets, beside James's settings. */
    public static final Place SECRETS = new Place("file://conf/maildrop-secrets.txt");

    /** The key set that encrypts them. */
    public static final Place KEYS = new Place("file://conf/maildrop-secrets.key");

    public Place {
        if (!url.startsWith(FILE) || url.length() == FILE.length() || url.endsWith("/")) {
            throw new IllegalArgumentException("no file in James's form");
        }
    }

    /** Where that is for the James in this folder; James's own FileSystem says the same of itself. */
    public Path in(Path james) {
        String path = url.substring(FILE.length());
        return path.startsWith("/") ? Path.of(path) : james.resolve(path);
    }
}
