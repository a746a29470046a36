/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.maildrop.server.Flavour;
import org.maildrop.testing.JamesProcess.Launch;

/** A real James stops at a wrong maildrop.xml, and its log says in one line what is wrong. */
@Execution(ExecutionMode.CONCURRENT)
class BrokenSettingsIT {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<maildrop><autologout>9m</autologout></maildrop> | Maildrop cannot start. conf/maildrop.xml: the element"
                        + " <maildrop/autologout> has the value \"9m\", expected is a number and its unit: s, m or h, at"
                        + " most 24h, at least 10m (RFC 1725, section 3)",
                "<maildrop><lock><store>redis</store><redis><uri>rediss://127.0.0.1:1</uri>"
                        + "<authorities>file://conf/none.pem</authorities></redis></lock></maildrop> |"
                        + " Maildrop cannot start. conf/maildrop.xml: the element <maildrop/lock/redis>: no certificates can"
                        + " be read from file://conf/none.pem",
                "<maildrop><auth><mechanisms>XOAUTH2</mechanisms></auth></maildrop> | Maildrop cannot start."
                        + " conf/maildrop.xml: the element <maildrop/auth> lacks <oidc>",
                "<maildrop><sizes>exact</maildrop> | Maildrop cannot start. conf/maildrop.xml: it is not well-formed XML:"
            })
    void aJamesWithBrokenSettingsDoesNotComeUpAndItsLogHasTheLine(String xml, String line) {
        assertThatThrownBy(() ->
                        new Launch(Flavour.MEMORY).with("maildrop.xml", xml).start())
                .hasMessageContaining("exit code 1")
                .hasMessageContaining(line);
    }

    @Test
    void aJamesWithoutMessageIdsDoesNotComeUpWithUniqueIdsMadeOfThem() {
        String xml = "<maildrop><unique-ids>%m</unique-ids></maildrop>";
        assertThatThrownBy(
                        () -> new Launch(Flavour.JPA).with("maildrop.xml", xml).start())
                .hasMessageContaining("exit code 1")
                .hasMessageContaining(
                        "Maildrop cannot start. conf/maildrop.xml: the element <maildrop/unique-ids>: %m does"
                                + " not work with the mailboxes of this James, which have no message ids; expected is a template of"
                                + " %u and %v");
    }

    /** The memory flavour has Cassandra's driver and no session; the other has no driver either. */
    @ParameterizedTest
    @EnumSource(names = {"JPA", "MEMORY"})
    void aJamesWithoutCassandraDoesNotComeUpWithTheLockInIt(Flavour flavour) {
        String xml = "<maildrop><lock><store>cassandra</store></lock></maildrop>";
        assertThatThrownBy(() -> new Launch(flavour).with("maildrop.xml", xml).start())
                .hasMessageContaining("exit code 1")
                .hasMessageContaining(
                        "Maildrop cannot start. conf/maildrop.xml: the element <maildrop/lock/store> has the"
                                + " value \"cassandra\", but this James has its mail elsewhere; expected is jvm, jdbc or redis");
    }
}
