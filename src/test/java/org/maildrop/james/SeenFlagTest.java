/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The flags of both Jameses; the stores' contract has those of this one set on messages. */
class SeenFlagTest {
    @Test
    void itIsMadeOfTheTypeThatTheMethodTakes() throws ReflectiveOperationException {
        assertThat(SeenFlag.seen(javax.mail.Flags.class))
                .isEqualTo(new javax.mail.Flags(javax.mail.Flags.Flag.SEEN))
                .isNotSameAs(SeenFlag.seen(javax.mail.Flags.class));
        assertThat(SeenFlag.seen(jakarta.mail.Flags.class))
                .isEqualTo(new jakarta.mail.Flags(jakarta.mail.Flags.Flag.SEEN));
    }

    @Test
    void whatHasNoFlagsIsRefusedAsTroubleOfReflection() {
        assertThatThrownBy(() -> SeenFlag.seen(String.class)).isInstanceOf(ReflectiveOperationException.class);
    }
}
