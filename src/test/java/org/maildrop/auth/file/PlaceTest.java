/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import org.apache.james.server.core.JamesServerResourceLoader;
import org.apache.james.server.core.filesystem.FileSystemImpl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file://conf/maildrop-secrets.txt",
                "file://conf/sub/x",
                "file://var/x",
                "file:///srv/x",
                "file://x",
                "file://data/x y"
            })
    void aPlaceIsWhereJamesHasIt(String url) throws FileNotFoundException {
        FileSystemImpl james = new FileSystemImpl(new JamesServerResourceLoader("/opt/james"));
        assertThat(new Place(url).in(Path.of("/opt/james")))
                .isEqualTo(james.getFile(url).toPath().normalize());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "conf/x", "/srv/x", "file:x", "file://", "file://conf/", "classpath:x", "http://h/x"})
    void whatJamesHasNoFileForIsNone(String url) {
        assertThatThrownBy(() -> new Place(url)).isInstanceOf(IllegalArgumentException.class);
    }
}
