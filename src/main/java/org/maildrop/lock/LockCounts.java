/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

/**
 * What this node's locks have come to, since its start.
 *
 * @param held              leases that sessions of this node hold now
 * @param takeoversMade     maildrops that logins here took over, from sessions here or on other nodes
 * @param takeoversSuffered sessions here that lost theirs in that way, to a login here or elsewhere
 * @param lost              leases lost in any other way: not renewed in time, ended by an operator, or by this node's end
 */
public record LockCounts(int held, long takeoversMade, long takeoversSuffered, long lost) {}
