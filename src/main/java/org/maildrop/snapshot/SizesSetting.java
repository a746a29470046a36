/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/** What STAT and LIST announce before a message was read. */
public enum SizesSetting {
    /** The octets as stored: right for all that was stored with CRLF, and costs nothing. */
    STORED,
    /** The octets as sent: the first login reads every message that was never measured. */
    EXACT
}
