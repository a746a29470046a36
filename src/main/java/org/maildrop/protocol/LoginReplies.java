/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import org.maildrop.session.AuthOutcome;
import org.maildrop.session.EnterOutcome;
import org.maildrop.session.SessionLimits;

/** What is answered in AUTHORIZATION, and to every way of logging in. */
public final class LoginReplies {
    private static final DateTimeFormatter SINCE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private LoginReplies() {}

    public static Reply user() {
        return Reply.ok(Wording.NAME_ACCEPTED.of());
    }

    public static Reply nameNotUtf8() {
        return Reply.refused(Wording.NAME_NOT_UTF8.of());
    }

    public static Reply passWithoutUser() {
        return Reply.refused(Wording.USER_BEFORE_PASS.of());
    }

    public static Reply apopNotOffered() {
        return Reply.refused(Wording.APOP_NOT_OFFERED.of());
    }

    public static Reply of(EnterOutcome outcome) {
        if (outcome instanceof EnterOutcome.Entered entered) {
            return Reply.ok(Wording.ENTERED.of(MaildropReplies.amount(entered.maildrop())));
        }
        if (outcome instanceof EnterOutcome.InUse inUse) {
            String since = SINCE.format(inUse.holder().since());
            return Reply.refused(ResponseCode.IN_USE, Wording.IN_USE.of(since));
        }
        if (outcome instanceof EnterOutcome.Waiting waiting) {
            return Reply.later(waiting.pause());
        }
        if (outcome instanceof EnterOutcome.TooManySessions tooMany) {
            return tooMany(tooMany.of());
        }
        if (outcome instanceof EnterOutcome.TooSoon tooSoon) {
            return Reply.refused(ResponseCode.LOGIN_DELAY, Wording.TOO_SOON.of(wholeSeconds(tooSoon.left())));
        }
        if (outcome instanceof EnterOutcome.StoreFailed failed) {
            return StoreTrouble.reply(failed.cause(), Wording.CANNOT_BE_OPENED.of());
        }
        if (outcome instanceof EnterOutcome.AuthUnavailable) {
            return later(Wording.LOGINS_CANNOT_BE_CHECKED);
        }
        return outcome instanceof EnterOutcome.LockUnavailable
                ? later(Wording.CANNOT_BE_LOCKED)
                : Reply.refused(ResponseCode.AUTH, Wording.WRONG_NAME_OR_PASSWORD.of());
    }

    /** Rounded up: who waits so long does not come too soon again. */
    private static long wholeSeconds(Duration span) {
        return span.plusSeconds(1).minusNanos(1).toSeconds();
    }

    private static Reply tooMany(SessionLimits.Excess excess) {
        return switch (excess) {
            case USER -> Reply.failed(ResponseCode.IN_USE, Wording.TOO_MANY_OF_USER.of());
            case ADDRESS -> later(Wording.TOO_MANY_FROM_ADDRESS);
        };
    }

    private static Reply later(Wording trouble) {
        return Reply.failed(ResponseCode.SYS_TEMP, Wording.TRY_AGAIN_LATER.of(trouble.of()));
    }

    /** A step of AUTH (RFC 5034, section 4). */
    public static Reply of(AuthOutcome outcome) {
        if (outcome instanceof AuthOutcome.Challenged challenged) {
            byte[] text = challenged.text().getBytes(StandardCharsets.UTF_8);
            return Reply.challenge(Base64.getEncoder().encodeToString(text));
        }
        return outcome instanceof AuthOutcome.Malformed malformed
                ? Reply.refused(Wording.MALFORMED_RESPONSE.of(malformed.expected()))
                : of(((AuthOutcome.Ended) outcome).login());
    }

    /** AUTH without an argument. */
    public static Reply mechanisms(List<String> names) {
        return Reply.multiLine(Wording.MECHANISMS_FOLLOW.of(), TextBody.of(names));
    }

    public static Reply unknownMechanism() {
        return Reply.refused(Wording.UNKNOWN_MECHANISM.of());
    }

    public static Reply authCancelled() {
        return Reply.refused(Wording.AUTHENTICATION_CANCELLED.of());
    }

    /** A password is about to be sent, or has been, where anybody can read along (RFC 8314, section 3). */
    public static Reply cleartextRefused() {
        return Reply.refused(Wording.CLEARTEXT_REFUSED.of());
    }

    public static Reply tooManyFailedLogins() {
        return Reply.refused(ResponseCode.AUTH, Wording.TOO_MANY_FAILED_LOGINS.of())
                .as(Reply.Kind.EXPELLED);
    }
}
