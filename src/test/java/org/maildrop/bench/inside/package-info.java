/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What the benchmark brings into the James that it measures: an extension of its own, by which it fills maildrops faster
 * than IMAP could and asks what the process has used. Of the benchmark, only this package is in that server.
 */
@NullMarked
package org.maildrop.bench.inside;

import org.jspecify.annotations.NullMarked;
