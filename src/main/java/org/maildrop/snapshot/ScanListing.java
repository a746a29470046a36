/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/** The scan listing of one message: its number and its size in octets (RFC 1725, section 5, LIST). */
public record ScanListing(int number, long octets) implements ListOutcome {}
