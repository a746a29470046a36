/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/**
 * What has been remembered of listings, and what it was good for, since the start.
 *
 * @param hits     logins for which nothing had to be listed
 * @param partial  those for which only the end was: what had come, or might have
 * @param misses   those for which the whole maildrop was
 * @param evicted  listings that were forgotten because there were too many
 * @param listings how many are remembered now, about
 * @param weight   of how many messages of 16 octets they are, about; what a listing takes besides counts as some more
 */
public record Recalls(long hits, long partial, long misses, long evicted, long listings, long weight) {}
