/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** conf/maildrop.xml: likewise, for what it may not say of the mail. */
class BadMailSettingsTest {
    private static final String FOLDER =
            "expected is the name of a mailbox: one or more names with dots between them, none of them blank, no % and no *,"
                    + " not beginning with #, at most 200 characters";

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatIsWrongIsSaidInOneLine(String xml, String line) {
        assertThatThrownBy(() -> MaildropSettingsTest.read(xml))
                .isInstanceOf(SettingsException.class)
                .hasMessage("conf/maildrop.xml: " + line);
    }

    static Stream<Arguments> whatIsWrongIsSaidInOneLine() {
        return Stream.of(
                arguments(
                        "<maildrop><unique-ids>Stock</unique-ids></maildrop>",
                        "the element <maildrop/unique-ids> has the value \"Stock\", expected is %u or %m in it, by which"
                                + " messages differ"),
                arguments(
                        "<maildrop><unique-ids>%u%v</unique-ids></maildrop>",
                        "the element <maildrop/unique-ids> has the value \"%u%v\", expected is something that is no digit"
                                + " between two values, as in %v-%u, or a width, as in %08Xu%08Xv: else two messages may"
                                + " have the same unique-id"),
                arguments(
                        "<maildrop><unique-ids>%v %u</unique-ids></maildrop>",
                        "the element <maildrop/unique-ids> has the value \"%v %u\", expected is characters from ! to ~"
                                + " only (RFC 1939)"),
                arguments(
                        "<maildrop><folder>INBOX..POP</folder></maildrop>",
                        "the element <maildrop/folder> has the value \"INBOX..POP\", " + FOLDER),
                arguments(
                        "<maildrop><folder/></maildrop>",
                        "the element <maildrop/folder> has the value \"\", " + FOLDER),
                arguments(
                        "<maildrop><folder>a%</folder></maildrop>",
                        "the element <maildrop/folder> has the value \"a%\", " + FOLDER),
                arguments(
                        "<maildrop><delete>trash</delete></maildrop>",
                        "the element <maildrop/delete> has the value \"trash\", expected is expunge, or <move-to> with the"
                                + " name of a mailbox in it"),
                arguments(
                        "<maildrop><delete/></maildrop>",
                        "the element <maildrop/delete> has the value \"\", expected is expunge, or <move-to> with the name"
                                + " of a mailbox in it"),
                arguments(
                        "<maildrop><delete><expunge/></delete></maildrop>",
                        "there is no element <expunge> in <maildrop/delete>, but <move-to>"),
                arguments(
                        "<maildrop><delete>expunge<move-to>Trash</move-to></delete></maildrop>",
                        "the element <maildrop/delete> holds other elements, no text"),
                arguments(
                        "<maildrop><delete><move-to>*</move-to></delete></maildrop>",
                        "the element <maildrop/delete/move-to> has the value \"*\", " + FOLDER),
                arguments(
                        "<maildrop><delete><move-to>inbox</move-to></delete></maildrop>",
                        "the element <maildrop/delete/move-to> cannot be so: it is INBOX, the maildrop itself; expected is"
                                + " another folder"),
                arguments(
                        "<maildrop><folder>POP</folder><delete><move-to>POP</move-to></delete></maildrop>",
                        "the element <maildrop/delete/move-to> cannot be so: it is POP, the maildrop itself; expected is"
                                + " another folder"),
                arguments(
                        "<maildrop><mark-seen>yes</mark-seen></maildrop>",
                        "the element <maildrop/mark-seen> has the value \"yes\", expected is on or off"),
                arguments(
                        "<maildrop><hide><larger-than>20</larger-than></hide></maildrop>",
                        "the element <maildrop/hide/larger-than> has the value \"20\", expected is a number and its unit: K, M or G, such as 20M"),
                arguments(
                        "<maildrop><hide><larger-than>0M</larger-than></hide></maildrop>",
                        "the element <maildrop/hide/larger-than> has the value \"0M\", expected is a number and its unit: K, M or G, such as 20M"),
                arguments(
                        "<maildrop><hide><larger-than>20m</larger-than></hide></maildrop>",
                        "the element <maildrop/hide/larger-than> has the value \"20m\", expected is a number and its unit: K, M or G, such as 20M"),
                arguments(
                        "<maildrop><hide><larger-than>1.5M</larger-than></hide></maildrop>",
                        "the element <maildrop/hide/larger-than> has the value \"1.5M\", expected is a number and its unit: K, M or G, such as 20M"),
                arguments(
                        "<maildrop><hide><larger-than>20MB</larger-than></hide></maildrop>",
                        "the element <maildrop/hide/larger-than> has the value \"20MB\", expected is a number and its unit: K, M or G, such as 20M"),
                arguments(
                        "<maildrop><hide><larger-than>-1K</larger-than></hide></maildrop>",
                        "the element <maildrop/hide/larger-than> has the value \"-1K\", expected is a number and its unit: K, M or G, such as 20M"),
                arguments(
                        "<maildrop><hide><larger-than>1000000G</larger-than></hide></maildrop>",
                        "the element <maildrop/hide/larger-than> has the value \"1000000G\", expected is a number and its unit: K, M or G, such as 20M"),
                arguments(
                        "<maildrop><hide><larger-than>none</larger-than></hide></maildrop>",
                        "the element <maildrop/hide/larger-than> has the value \"none\", expected is a number and its unit: K, M or G, such as 20M"),
                arguments(
                        "<maildrop><hide><larger-than></larger-than></hide></maildrop>",
                        "the element <maildrop/hide/larger-than> has the value \"\", expected is a number and its unit: K, M or G, such as 20M"),
                arguments(
                        "<maildrop><hide><older-than>365</older-than></hide></maildrop>",
                        "the element <maildrop/hide/older-than> has the value \"365\", expected is a number of days from 1d"
                                + " to 9999d"),
                arguments(
                        "<maildrop><hide><older-than>0d</older-than></hide></maildrop>",
                        "the element <maildrop/hide/older-than> has the value \"0d\", expected is a number of days from 1d"
                                + " to 9999d"),
                arguments(
                        "<maildrop><hide><older-than>10000d</older-than></hide></maildrop>",
                        "the element <maildrop/hide/older-than> has the value \"10000d\", expected is a number of days from 1d"
                                + " to 9999d"),
                arguments(
                        "<maildrop><hide><older-than>1y</older-than></hide></maildrop>",
                        "the element <maildrop/hide/older-than> has the value \"1y\", expected is a number of days from 1d"
                                + " to 9999d"),
                arguments(
                        "<maildrop><hide><seen>on</seen></hide></maildrop>",
                        "there is no element <seen> in <maildrop/hide>, but <larger-than>, <older-than>"),
                arguments(
                        "<maildrop><hide>20M</hide></maildrop>",
                        "the element <maildrop/hide> holds other elements, no text"));
    }
}
