/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.file;

import com.google.crypto.tink.Aead;

/** Where the key set comes from. Its trouble is an {@link org.maildrop.auth.AuthException} that names the place. */
sealed interface KeySource permits KeyFile, KeyText {
    /** What decrypts; the key set must be there. */
    Aead present();

    /** What encrypts; a key set that can be made is made, if it is missing. */
    Aead made();
}
