/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.report;

/**
 * What a session takes, in milliseconds.
 *
 * @param cpu of the server's processors
 * @param wall from the connection's beginning to its end, at the client
 */
public record Cost(Figures cpu, Figures wall) {}
