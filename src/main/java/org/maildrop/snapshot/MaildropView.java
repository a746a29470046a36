/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.util.OptionalLong;

/**
 * What an operator sees of a maildrop.
 *
 * @param folder      which of the user's mailboxes it is
 * @param uidValidity that mailbox's UIDVALIDITY (RFC 3501, 2.3.1.1); nothing before the mailbox is made, by the first
 *     delivery or login
 * @param count       messages
 * @param octets      of these, as STAT tells them; what the store says of those that were never read
 * @param uniqueIds   how unique-ids are spelled
 * @param remembered  whether the listing is, so that a login does not list it again
 */
public record MaildropView(
        String folder, OptionalLong uidValidity, int count, long octets, String uniqueIds, boolean remembered) {}
