/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    @Test
    void aPrimaryThatMayOnlyReadIsKnownByWhatTheEnginesSay() {
        assertThat(Database.isReadOnly(new SQLException("read-only transaction", "25006")))
                .isTrue();
        assertThat(Database.isReadOnly(new SQLException("--read-only option", "HY000", 1290)))
                .isTrue();
        assertThat(Database.isReadOnly(new SQLException("read-only mode", "HY000", 1836)))
                .isTrue();
        assertThat(Database.isReadOnly(new SQLException("lock wait timeout", "HY000", 1205)))
                .isFalse();
        assertThat(Database.isReadOnly(new SQLException("no reason"))).isFalse();
    }
}
