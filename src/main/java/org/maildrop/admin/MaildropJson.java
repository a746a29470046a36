/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import org.jspecify.annotations.Nullable;
import org.maildrop.snapshot.MaildropView;

/** A maildrop as JSON: what each field is, openapi.yaml tells. */
record MaildropJson(
        String owner,
        String folder,
        @Nullable Long uidValidity,
        int count,
        long octets,
        String uniqueIds,
        boolean remembered) {
    static MaildropJson of(String owner, MaildropView maildrop) {
        return new MaildropJson(
                owner,
                maildrop.folder(),
                maildrop.uidValidity().isPresent() ? maildrop.uidValidity().getAsLong() : null,
                maildrop.count(),
                maildrop.octets(),
                maildrop.uniqueIds(),
                maildrop.remembered());
    }
}
