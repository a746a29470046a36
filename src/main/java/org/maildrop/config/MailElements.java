/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.maildrop.snapshot.FolderName;
import org.maildrop.snapshot.HideSettings;
import org.maildrop.snapshot.SizesSetting;
import org.maildrop.snapshot.SnapshotSettings;
import org.maildrop.snapshot.StoreSettings;
import org.maildrop.snapshot.UniqueIdFormat;
import org.maildrop.snapshot.UniqueIdTemplate;

/** The elements that are about the mail: what clients see of it. */
final class MailElements {
    private static final String OCTETS = "a number and its unit: K, M or G, such as 20M";
    private static final Pattern OCTETS_WRITTEN = Pattern.compile("([1-9]\\d{0,5}) ?([KMG])");

    private MailElements() {}

    static SnapshotSettings snapshot(Element root) {
        return new SnapshotSettings(
                root.value(
                        "sizes", SizesSetting.STORED, "stored or exact", Element.oneOf(List.of(SizesSetting.values()))),
                root.explained("unique-ids", UniqueIdFormat.STOCK, MailElements::uniqueIds),
                root.value(
                        "remembered-messages",
                        SnapshotSettings.REMEMBERED,
                        "a number of messages, or none",
                        MailElements::remembered),
                hidden(root.child("hide")));
    }

    private static HideSettings hidden(Element hide) {
        hide.knows("larger-than", "older-than");
        return new HideSettings(
                hide.value("larger-than", OptionalLong.empty(), OCTETS, text -> OptionalLong.of(octets(text))),
                hide.value("older-than", OptionalInt.empty(), Days.EXPECTED, text -> OptionalInt.of(Days.parse(text))));
    }

    private static long octets(String text) {
        Matcher matcher = OCTETS_WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a number of octets");
        }
        int shift = 10 * (1 + "KMG".indexOf(matcher.group(2)));
        return Long.parseLong(matcher.group(1)) << shift;
    }

    static StoreSettings store(Element root) {
        FolderName folder = root.explained("folder", FolderName.INBOX, FolderName::new);
        Optional<FolderName> moveTo = moveTo(root);
        if (moveTo.equals(Optional.of(folder))) {
            throw root.child("delete")
                    .contradiction("move-to", "it is " + folder + ", the maildrop itself; expected is another folder");
        }
        return new StoreSettings(folder, moveTo);
    }

    private static Optional<FolderName> moveTo(Element root) {
        Element delete = root.child("delete");
        if (delete.holdsElements()) {
            return delete.knows("move-to")
                    .explained("move-to", Optional.empty(), text -> Optional.of(new FolderName(text)));
        }
        root.value(
                "delete",
                "expunge",
                "expunge, or <move-to> with the name of a mailbox in it",
                Element.oneOf(List.of("expunge")));
        return Optional.empty();
    }

    private static UniqueIdFormat uniqueIds(String text) {
        return text.equals("stock") ? UniqueIdFormat.STOCK : UniqueIdTemplate.of(text);
    }

    private static long remembered(String text) {
        long messages = text.equals("none") ? 0 : Long.parseLong(text);
        return new SnapshotSettings(SizesSetting.STORED, UniqueIdFormat.STOCK, messages).remembered();
    }
}
