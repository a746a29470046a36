/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The content of a message as the store has it, whatever its line ends. */
@FunctionalInterface
public interface StoredMessage {
    /** The octets from the first on, anew at each call. The caller closes the stream. */
    InputStream open() throws IOException;

    /** The octets, if they have been read already. Nobody changes the array. */
    default Optional<byte[]> inMemory() {
        return Optional.empty();
    }
}
