/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.session.Phase;

/** Lines as clients send them, and how they are understood: keyword and argument, or the reply that refuses them. */
class CommandLineTest {
    private static final String RANGE = "LANG takes a language tag such as en or de-AT, an asterisk, or nothing";

    @ParameterizedTest(name = "<{0}> is {1}")
    @MethodSource
    void aLineIsReadAsTheGrammarHasIt(String line, String understood) {
        assertThat(understood(line + "\r\n", Phase.TRANSACTION)).isEqualTo(understood);
    }

    static Stream<Arguments> aLineIsReadAsTheGrammarHasIt() {
        return Stream.of(
                // Keywords: three or four letters in any case, then one SPACE or the line's end.
                arguments("STAT", "STAT"),
                arguments("stat", "STAT"),
                arguments("sTaT", "STAT"),
                arguments("TOP 1 0", "TOP 1 0"),
                arguments("top 1 0", "TOP 1 0"),
                arguments("", "unknown"),
                arguments(" ", "unknown"),
                arguments(" STAT", "unknown"),
                arguments("STAT\t", "unknown"),
                arguments("RETR\t1", "unknown"),
                arguments("STA", "unknown"),
                arguments("STATS", "unknown"),
                arguments("LAST", "unknown"),
                arguments("XTND XMIT", "unknown"),
                arguments("STAT\0", "unknown"),
                arguments("\0STAT", "unknown"),
                arguments("STAT\r", "unknown"),
                arguments("\u00e9\u00ff\u0080", "unknown"),
                arguments("\u00d3TAT", "unknown"),
                arguments("{{{{", "unknown"),
                // Without an argument: blanks alone are none.
                arguments("STAT ", "STAT"),
                arguments("STAT    ", "STAT"),
                arguments("STAT x", "-ERR STAT takes no argument"),
                arguments("NOOP 1", "-ERR NOOP takes no argument"),
                arguments("RSET \t", "-ERR RSET takes no argument"),
                arguments("QUIT \0", "-ERR QUIT takes no argument"),
                arguments("CAPA \u00e9", "-ERR CAPA takes no argument"),
                arguments("STLS now", "-ERR STLS takes no argument"),
                arguments("UTF8", "UTF8"),
                arguments("utf8 ", "UTF8"),
                arguments("UTF8 USER", "-ERR UTF8 takes no argument"),
                // A basic language range, or nothing.
                arguments("LANG", "LANG"),
                arguments("LANG  ", "LANG"),
                arguments("LANG de", "LANG de"),
                arguments("lang *", "LANG *"),
                arguments("LANG de-AT", "LANG de-AT"),
                arguments("LANG abcdefgh-12345678", "LANG abcdefgh-12345678"),
                arguments("LANG x" + "-x".repeat(900), "LANG x" + "-x".repeat(900)),
                arguments("LANG abcdefghi", "-ERR " + RANGE),
                arguments("LANG de-123456789", "-ERR " + RANGE),
                arguments("LANG de-*", "-ERR " + RANGE),
                arguments("LANG **", "-ERR " + RANGE),
                arguments("LANG de_AT", "-ERR " + RANGE),
                arguments("LANG d3", "-ERR " + RANGE),
                arguments("LANG -", "-ERR " + RANGE),
                arguments("LANG de-", "-ERR " + RANGE),
                arguments("LANG  de", "-ERR " + RANGE),
                arguments("LANG de ", "-ERR " + RANGE),
                arguments("LANG de en", "-ERR " + RANGE),
                arguments("LANG de\0", "-ERR " + RANGE),
                arguments("LANG d\u00e9", "-ERR " + RANGE),
                // A mechanism, and perhaps a response.
                arguments("AUTH", "AUTH"),
                arguments("AUTH  ", "AUTH"),
                arguments("AUTH PLAIN", "AUTH PLAIN"),
                arguments("AUTH SCRAM-SHA-256", "AUTH SCRAM-SHA-256"),
                arguments("auth plain AGI=", "AUTH plain <\0b>"),
                arguments("AUTH PLAIN =", "AUTH PLAIN <>"),
                arguments("AUTH PLAIN *", "-ERR this is no base64, authentication cancelled"),
                arguments("AUTH PLAIN AGI= x", "-ERR AUTH takes a mechanism and perhaps a response in base64"),
                arguments("AUTH  PLAIN", "-ERR AUTH takes a mechanism and perhaps a response in base64"),
                arguments("AUTH PLAIN ", "-ERR AUTH takes a mechanism and perhaps a response in base64"),
                arguments("AUTH PL+IN", "-ERR AUTH takes a mechanism and perhaps a response in base64"),
                arguments("AUTH " + "X".repeat(21), "-ERR AUTH takes a mechanism and perhaps a response in base64"),
                // An optional message-number.
                arguments("LIST", "LIST"),
                arguments("LIST ", "LIST"),
                arguments("LIST   ", "LIST"),
                arguments("LIST 2", "LIST 2"),
                arguments("LIST   2", "LIST 2"),
                arguments("LIST 00001", "LIST 1"),
                arguments("LIST 0", "LIST 0"),
                arguments("LIST 4294967296", "LIST 4294967296"),
                arguments("LIST 9223372036854775807", "LIST 9223372036854775807"),
                arguments("LIST 9223372036854775808", "LIST 9223372036854775807"),
                arguments("LIST 99999999999999999999", "LIST 9223372036854775807"),
                arguments("LIST 00000000000000000000000000000000000001", "LIST 1"),
                arguments("LIST " + "9".repeat(2000), "LIST 9223372036854775807"),
                arguments("LIST -1", "-ERR LIST needs a message-number: digits only"),
                arguments("LIST +1", "-ERR LIST needs a message-number: digits only"),
                arguments("LIST abc", "-ERR LIST needs a message-number: digits only"),
                arguments("LIST \t1", "-ERR LIST needs a message-number: digits only"),
                arguments("LIST \0", "-ERR LIST needs a message-number: digits only"),
                arguments("LIST \u00d9\u00a1", "-ERR LIST needs a message-number: digits only"),
                arguments("LIST 1x", "-ERR LIST takes one message-number and nothing else"),
                arguments("LIST 1 ", "-ERR LIST takes one message-number and nothing else"),
                arguments("LIST 1.0", "-ERR LIST takes one message-number and nothing else"),
                arguments("LIST 1\t", "-ERR LIST takes one message-number and nothing else"),
                arguments("LIST 1\0", "-ERR LIST takes one message-number and nothing else"),
                arguments("UIDL 1 2", "-ERR UIDL takes one message-number and nothing else"),
                arguments("UIDL", "UIDL"),
                arguments("UIDL 3", "UIDL 3"),
                // A required message-number.
                arguments("RETR 1", "RETR 1"),
                arguments("RETR  1", "RETR 1"),
                arguments("RETR", "-ERR RETR needs a message-number: digits only"),
                arguments("RETR ", "-ERR RETR needs a message-number: digits only"),
                arguments("RETR 1 2", "-ERR RETR takes one message-number and nothing else"),
                arguments("RETR 1\0junk", "-ERR RETR takes one message-number and nothing else"),
                arguments("DELE", "-ERR DELE needs a message-number: digits only"),
                arguments("DELE 1 2", "-ERR DELE takes one message-number and nothing else"),
                arguments("DELE -0", "-ERR DELE needs a message-number: digits only"),
                // TOP's two numbers.
                arguments("TOP 1 2", "TOP 1 2"),
                arguments("TOP  1  2", "TOP 1 2"),
                arguments("TOP 01 02", "TOP 1 2"),
                arguments("TOP 1 99999999999999999999", "TOP 1 9223372036854775807"),
                arguments("TOP", "-ERR TOP needs a message-number: digits only"),
                arguments("TOP x 1", "-ERR TOP needs a message-number: digits only"),
                arguments("TOP 1", "-ERR TOP needs a message-number, one space and a number of lines"),
                arguments("TOP 1\t2", "-ERR TOP needs a message-number, one space and a number of lines"),
                arguments("TOP 1x 2", "-ERR TOP needs a message-number, one space and a number of lines"),
                arguments("TOP 1 ", "-ERR TOP needs a number of lines: digits only, 0 or more"),
                arguments("TOP 1 -1", "-ERR TOP needs a number of lines: digits only, 0 or more"),
                arguments("TOP 1 x", "-ERR TOP needs a number of lines: digits only, 0 or more"),
                arguments("TOP 1 2 3", "-ERR TOP takes a message-number, a number of lines and nothing else"),
                arguments("TOP 1 2 ", "-ERR TOP takes a message-number, a number of lines and nothing else"),
                // The rest of the line, verbatim.
                arguments("PASS secret", "PASS <secret>"),
                arguments("PASS  se cret ", "PASS < se cret >"),
                arguments("PASS \t", "PASS <\t>"),
                arguments("PASS  ", "PASS < >"),
                arguments("PASS secret\r", "PASS <secret\r>"),
                arguments("PASS p\u00c3\u00a4ss", "PASS <p\u00e4ss>"),
                arguments("PASS p\u00e4ss", "PASS no text"),
                arguments("PASS \u00c0\u0080", "PASS no text"),
                arguments("PASS \u00ed\u00a0\u0080", "PASS no text"),
                arguments("PASS secret\0", "PASS no text"),
                arguments("PASS \0secret", "PASS no text"),
                arguments("PASS", "-ERR PASS needs an argument"),
                arguments("PASS ", "-ERR PASS needs an argument"),
                arguments("USER", "-ERR USER needs an argument"),
                arguments("USER bob@example.org", "USER <bob@example.org>"),
                arguments("USER bob alice", "USER <bob alice>"));
    }

    @ParameterizedTest
    @CsvSource({"AUTHORIZATION, 512", "TRANSACTION, 2048", "UPDATE, 2048"})
    void aLineMayHaveSoManyOctetsWithItsEndAndNotOneMore(Phase phase, int longest) {
        String bareLf = "NOOP" + " ".repeat(longest - 5) + "\n";
        String crLf = "NOOP" + " ".repeat(longest - 6) + "\r\n";

        assertThat(understood(bareLf, phase)).isEqualTo("NOOP");
        assertThat(understood(crLf, phase)).isEqualTo("NOOP");
        assertThat(understood("NOOP " + bareLf.substring(4), phase)).isEqualTo("too long");
        assertThat(understood("NOOP " + crLf.substring(4), phase)).isEqualTo("too long");
    }

    @Test
    void aLineWithoutAnEndWasCutBecauseItWasTooLong() {
        assertThat(understood("NOOP", Phase.TRANSACTION)).isEqualTo("too long");
        assertThat(understood("", Phase.TRANSACTION)).isEqualTo("too long");
        assertThat(understood("\r", Phase.TRANSACTION)).isEqualTo("too long");
    }

    @Test
    void aBareLfEndsALineToo() {
        assertThat(understood("LIST 2\n", Phase.TRANSACTION)).isEqualTo("LIST 2");
        assertThat(understood("\n", Phase.TRANSACTION)).isEqualTo("unknown");
    }

    @ParameterizedTest
    @EnumSource
    void everyKeywordIsReadInAnyCase(Keyword keyword) {
        String mixed =
                keyword.name().substring(0, 1) + keyword.name().substring(1).toLowerCase(Locale.ROOT);

        assertThat(CommandLine.parse(octets(mixed + "\r\n"), Phase.TRANSACTION))
                .isInstanceOfSatisfying(Request.Command.class, command -> assertThat(command.keyword())
                        .isEqualTo(keyword));
    }

    @ParameterizedTest
    @CsvSource({
        "USER, true, false",
        "PASS, true, false",
        "APOP, true, false",
        "AUTH, true, false",
        "STLS, true, false",
        "UTF8, true, false",
        "STAT, false, true",
        "LIST, false, true",
        "RETR, false, true",
        "DELE, false, true",
        "NOOP, false, true",
        "RSET, false, true",
        "TOP, false, true",
        "UIDL, false, true",
        "CAPA, true, true",
        "LANG, true, true",
        "QUIT, true, true"
    })
    void aKeywordIsValidInItsStatesOnly(Keyword keyword, boolean authorization, boolean transaction) {
        assertThat(keyword.validIn(Phase.AUTHORIZATION)).isEqualTo(authorization);
        assertThat(keyword.validIn(Phase.TRANSACTION)).isEqualTo(transaction);
        assertThat(keyword.validIn(Phase.UPDATE)).isFalse();
    }

    private static String understood(String line, Phase phase) {
        Request request = CommandLine.parse(octets(line), phase);
        if (request instanceof Request.Command command) {
            try {
                return command.keyword() + read(command.keyword(), command.argument());
            } catch (MalformedArgument malformed) {
                return Replies.of(malformed).line(Language.ENGLISH);
            }
        }
        return request instanceof Request.TooLong ? "too long" : "unknown";
    }

    /** The argument as that keyword's command reads it. */
    private static String read(Keyword keyword, Argument argument) {
        return switch (keyword) {
            case USER, PASS ->
                argument.verbatim(keyword).map(text -> " <" + text + ">").orElse(" no text");
            case RETR, DELE -> " " + argument.messageNumber(keyword);
            case LIST, UIDL -> {
                OptionalLong number = argument.optionalMessageNumber(keyword);
                yield number.isPresent() ? " " + number.getAsLong() : "";
            }
            case APOP ->
                " <" + argument.apop().name() + "> "
                        + HexFormat.of().formatHex(argument.apop().digest());
            case AUTH -> argument.auth().map(CommandLineTest::shown).orElse("");
            case TOP -> " " + argument.top().number() + " " + argument.top().lines();
            case LANG -> argument.languageRange().map(range -> " " + range).orElse("");
            case STLS, UTF8, STAT, NOOP, RSET, CAPA, QUIT -> {
                argument.none(keyword);
                yield "";
            }
        };
    }

    private static String shown(Argument.Auth auth) {
        return " " + auth.mechanism()
                + auth.initialResponse().map(CommandLineTest::shown).orElse("");
    }

    private static String shown(SaslResponse response) {
        return " <" + new String(response.octets(), StandardCharsets.ISO_8859_1) + ">";
    }

    private static String responded(String line) {
        Request request = CommandLine.response(octets(line));
        if (request instanceof Request.TooLong) {
            return "too long";
        }
        try {
            return ((Request.Response) request)
                    .text()
                    .saslResponse()
                    .map(CommandLineTest::shown)
                    .orElse("cancelled");
        } catch (MalformedArgument malformed) {
            return Replies.of(malformed).line(Language.ENGLISH);
        }
    }

    @ParameterizedTest(name = "<{0}> is {1}")
    @CsvSource({
        "'', ' <>'",
        "AGI=, ' <\0b>'",
        "AGI, ' <\0b>'",
        "*, cancelled",
        "'* ', '-ERR this is no base64, authentication cancelled'",
        "=, '-ERR this is no base64, authentication cancelled'",
        "' AGI=', '-ERR this is no base64, authentication cancelled'",
        "'AGI= ', '-ERR this is no base64, authentication cancelled'",
        "QUIT, ' <AB\u0013>'",
        "a-b_, '-ERR this is no base64, authentication cancelled'",
    })
    void whatFollowsAChallengeIsBase64OrAnAsterisk(String line, String understood) {
        assertThat(responded(line + "\r\n")).isEqualTo(understood);
        assertThat(responded(line + "\n")).isEqualTo(understood);
    }

    @ParameterizedTest
    @CsvSource({
        "bob c4c9334bac560ecc979e58001b3e22fb, <bob>",
        "bob C4C9334BAC560ECC979E58001B3E22FB, <bob>",
        "two words c4c9334bac560ecc979e58001b3e22fb, <two words>",
        "'bob  c4c9334bac560ecc979e58001b3e22fb', '<bob >'",
        "'  c4c9334bac560ecc979e58001b3e22fb', '< >'",
        "b\u00c3\u00b6b c4c9334bac560ecc979e58001b3e22fb, <b\u00f6b>",
    })
    void apopHasANameWithBlanksPerhapsAndADigest(String argument, String name) {
        assertThat(understood("APOP " + argument + "\r\n", Phase.AUTHORIZATION))
                .isEqualTo("APOP " + name + " c4c9334bac560ecc979e58001b3e22fb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "APOP bob",
                "APOP c4c9334bac560ecc979e58001b3e22fb",
                "APOP  c4c9334bac560ecc979e58001b3e22fb",
                "APOP bob c4c9334bac560ecc979e58001b3e22f",
                "APOP bob c4c9334bac560ecc979e58001b3e22fba",
                "APOP bob c4c9334bac560ecc979e58001b3e22fg",
                "APOP bob c4c9334bac560ecc979e58001b3e22fb ",
                "APOP bob\tc4c9334bac560ecc979e58001b3e22fb",
                "APOP b\u00f6b c4c9334bac560ecc979e58001b3e22fb",
                "APOP bo\0b c4c9334bac560ecc979e58001b3e22fb",
            })
    void oddArgumentsOfApopAreRefused(String line) {
        assertThat(understood(line + "\r\n", Phase.AUTHORIZATION))
                .isEqualTo("-ERR APOP takes a name and a digest of 32 hexadecimal digits");
    }

    @Test
    void apopAloneNeedsAnArgument() {
        assertThat(understood("APOP\r\n", Phase.AUTHORIZATION)).isEqualTo("-ERR APOP needs an argument");
    }

    @Test
    void authAndResponsesMayBeLongerThanOtherLines() {
        String base64 = "AAAA".repeat(CommandLine.LONGEST / 4 - 10);
        assertThat(understood("AUTH PLAIN " + base64 + "\r\n", Phase.AUTHORIZATION))
                .startsWith("AUTH PLAIN <");
        assertThat(understood("USER " + base64 + "\r\n", Phase.AUTHORIZATION)).isEqualTo("too long");
        assertThat(responded("AAAA".repeat(CommandLine.LONGEST / 4 - 1) + "\r\n"))
                .startsWith(" <");
        assertThat(responded("AAAA".repeat(CommandLine.LONGEST / 4) + "\r\n")).isEqualTo("too long");
        assertThat(responded("AAAA")).isEqualTo("too long");
    }

    private static byte[] octets(String line) {
        return line.getBytes(StandardCharsets.ISO_8859_1);
    }
}
