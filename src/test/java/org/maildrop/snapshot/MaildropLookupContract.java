/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every {@link MaildropStore} promises of a maildrop that may be missing. */
public interface MaildropLookupContract {
    /** The store under test, the same for one test. */
    MaildropStore store();

    /** An owner that has no maildrop yet. */
    Owner newcomer();

    /** Which of a user's mailboxes the maildrop is. */
    default String folder() {
        return "INBOX";
    }

    @Test
    default void aMaildropThatIsMissingIsMadeAndIsEmpty() {
        Owner owner = newcomer();

        assertThat(store().open(owner).list().count()).isZero();
        assertThat(store().open(owner).list().count()).isZero();
    }

    @Test
    default void aMaildropThatIsMissingIsNotFoundAndNotMadeByLookingForIt() {
        Owner owner = newcomer();

        assertThat(store().find(owner)).isEmpty();
        assertThat(store().find(owner)).isEmpty();
        OpenMaildrop made = store().open(owner);
        assertThat(store().find(owner).orElseThrow().mailbox()).isEqualTo(made.mailbox());
        assertThat(store().folder()).isEqualTo(folder());
    }
}
