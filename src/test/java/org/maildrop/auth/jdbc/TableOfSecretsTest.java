/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maildrop.jdbc.Engine;

class TableOfSecretsTest {
    @ParameterizedTest
    @EnumSource
    void theDocumentationPrintsTheStatementsThatMakeIt(Engine engine) throws IOException {
        assertThat(Files.readString(Path.of("src/doc/authentication.md")))
                .contains(Dialect.of(engine).table().text());
    }
}
