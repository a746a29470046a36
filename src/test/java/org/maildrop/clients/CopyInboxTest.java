/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code src/migration/copy-inbox.py}, as far as it can be shown without a server; the rest is {@link CopyInboxIT}'s. */
class CopyInboxTest {
    @Test
    void whatItMakesOfAServersLines() {
        Tool.Result result = Tool.required("python3").run("", "-B", "src/test/resources/clients/copy_inbox_test.py");
        assertThat(result.err()).containsPattern("Ran [1-9]").endsWith("OK\n");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void aNameThatIsNoneIsToldAsOtherTroublesAre() {
        Tool.required("python3");
        Tool.Result refused = Tool.required("env")
                .run(
                        "",
                        "FROM_PASSWORD=secret",
                        "TO_PASSWORD=secret",
                        "python3",
                        "src/migration/copy-inbox.py",
                        "--from=old..example.org",
                        "--to=127.0.0.1",
                        "--user=bob");
        assertThat(refused.exitCode()).isOne();
        assertThat(refused.err()).startsWith("bob: ").doesNotContain("Traceback");
    }
}
