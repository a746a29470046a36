/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.maildrop.session.Phase;

/**
 * What any command may be answered. This and the other classes of replies are the only place where outcomes are phrased,
 * with the codes of RFC 2449 and RFC 3206 on every refusal that has one. No text of the client and none of an exception
 * is ever in it.
 */
public final class Replies {
    private Replies() {}

    /** The greeting. With a timestamp it announces APOP (RFC 1725, section 7), so without APOP there is none in it. */
    public static Reply greeting(Optional<String> timestamp) {
        return Reply.ok(timestamp.map(Wording.READY_FOR_APOP::of).orElseGet(Wording.READY::of));
    }

    public static Reply noop() {
        return Reply.ok();
    }

    public static Reply capabilities(Capabilities capabilities) {
        return Reply.multiLine(Wording.CAPABILITIES_FOLLOW.of(), capabilities.body());
    }

    /** UTF8 (RFC 6856, section 2.1). */
    public static Reply utf8() {
        return Reply.ok(Wording.UTF8_MODE.of());
    }

    /** LANG with a language that there is. */
    public static Reply language(Language language) {
        return Reply.ok(language, Wording.LANGUAGE_CHANGED.of());
    }

    /** LANG alone. */
    public static Reply languages() {
        List<String> listing =
                Arrays.stream(Language.values()).map(Language::listing).toList();
        return Reply.multiLine(Wording.LANGUAGES_FOLLOW.of(), TextBody.of(listing));
    }

    public static Reply unknownLanguage() {
        return Reply.refused(Wording.UNKNOWN_LANGUAGE.of());
    }

    public static Reply startTls() {
        return Reply.ok(Wording.BEGIN_TLS.of()).as(Reply.Kind.START_TLS);
    }

    public static Reply tlsAlreadyActive() {
        return Reply.refused(Wording.TLS_ALREADY_ACTIVE.of());
    }

    public static Reply tlsNotOffered() {
        return Reply.refused(Wording.TLS_NOT_OFFERED.of());
    }

    public static Reply of(MalformedArgument malformed) {
        return Reply.refused(malformed.expected());
    }

    public static Reply unknownCommand() {
        return Reply.refused(Wording.UNKNOWN_COMMAND.of());
    }

    public static Reply lineTooLong() {
        return Reply.refused(Wording.LINE_TOO_LONG.of());
    }

    public static Reply notNow(Keyword keyword, Phase phase) {
        Wording when = phase == Phase.AUTHORIZATION ? Wording.AFTER_LOGIN_ONLY : Wording.BEFORE_LOGIN_ONLY;
        return Reply.refused(when.of(keyword));
    }

    /** Something of ours failed that should not have; the log tells what. */
    public static Reply unexpectedFailure() {
        return Reply.failed(ResponseCode.SYS_TEMP, Wording.INTERNAL_ERROR.of());
    }

    public static Reply tooManyRefused() {
        return Reply.refused(Wording.TOO_MANY_REFUSED.of()).as(Reply.Kind.EXPELLED);
    }
}
