/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/** What becomes of measurements: tables for people, and a file for the next run. */
@NullMarked
package org.maildrop.bench.report;

import org.jspecify.annotations.NullMarked;
