/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.util.Base64;

/** What a client says in an exchange of AUTH, out of its base64. It is a secret, so it has no text of its own. */
public final class SaslResponse {
    private final byte[] octets;

    private SaslResponse(byte[] octets) {
        this.octets = octets;
    }

    static SaslResponse base64(String text) {
        try {
            return new SaslResponse(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            // Without its cause, which quotes what it cannot read.
            throw new MalformedArgument(Wording.NO_BASE64.of());
        }
    }

    public byte[] octets() {
        return octets.clone();
    }
}
