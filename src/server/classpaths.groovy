// Writes the exact class path of each program that we start to target/server/NAME.classpath: what one flavour has
// must not hide what another lacks, so each is resolved for itself, at the versions that this project manages.
import org.apache.maven.RepositoryUtils
import org.eclipse.aether.RepositorySystem
import org.eclipse.aether.artifact.DefaultArtifact
import org.eclipse.aether.collection.CollectRequest
import org.eclipse.aether.graph.Dependency
import org.eclipse.aether.graph.Exclusion
import org.eclipse.aether.resolution.ArtifactRequest
import org.eclipse.aether.resolution.DependencyRequest
import org.eclipse.aether.util.filter.DependencyFilterUtils

def artifact = { new Dependency(new DefaultArtifact(it), 'runtime') }
// Its poms name files of other people's machines, which Maven calls errors; what it is for is not run here.
def tools = [new Exclusion('org.gridkit.jvmtool', '*', '*', '*')]
def james = { artifact("org.apache.james:$it:${project.properties['james.version']}") }
def aether = { RepositoryUtils.toDependency(it, session.repositorySession.artifactTypeRegistry) }
// Our own compositions: what the pom says that James provides, but for what another one stores its mail with, and for what
// only the compiler needs.
def storage = [jpa: ~/.*-jpa|derby/, cassandra: ~/.*-cassandra|blob-.*|java-driver-.*/]
def composed = { flavour ->
    def others = storage.findAll { it.key != flavour }.values()
    project.dependencies
        .findAll { provided -> provided.scope == 'provided' && provided.groupId != 'org.jspecify' && !others.any { provided.artifactId ==~ it } }
        .collect(aether)*.setScope('runtime')
}
def roots = [
    jpa: composed('jpa'),
    cassandra: composed('cassandra'),
    // James's own application and command line, which brings no logging of its own.
    memory: [james('james-server-memory-app')],
    // Beside jpa, for those who name it in james-database.properties.
    postgresql: project.dependencies.findAll { it.artifactId == 'postgresql' }.collect(aether),
    cli: [james('james-server-cli'), artifact('org.slf4j:slf4j-nop:2.0.6')],
    // An engine for tests, in a JVM of its own: with what it was published with, not with James's versions.
    'cassandra-engine': [artifact("org.apache.cassandra:cassandra-all:${project.properties['cassandra.version']}").setExclusions(tools)]]
def unmanaged = ['cassandra-engine']
// A server that is only run needs no more than its own; tests need all.
def wanted = project.properties['server.programs'].split(',').toList()

def script = new File(project.basedir, 'src/server/classpaths.groovy')
roots.findAll { it.key in wanted }.each { name, dependencies ->
    def file = new File(project.build.directory, "server/${name}.classpath")
    def current = file.lastModified() > Math.max(project.file.lastModified(), script.lastModified()) &&
        file.text.split(File.pathSeparator).every { new File(it).exists() }
    if (!current) {
        def managed = name in unmanaged ? [] : project.dependencyManagement.dependencies.collect(aether)
        def request = new CollectRequest(dependencies, managed, project.remoteProjectRepositories)
        def resolved = session.lookup(RepositorySystem.name).resolveDependencies(
            session.repositorySession, new DependencyRequest(request, DependencyFilterUtils.classpathFilter('runtime')))
        file.parentFile.mkdirs()
        file.text = resolved.artifactResults*.artifact*.file.join(File.pathSeparator)
    }
}

// What a later James has of the API that the jar calls: only read by James39Test, never run.
def later = project.properties['james.later.version']
def api = ['james-core', 'james-server-core', 'james-server-data-api', 'james-server-filesystem-api', 'james-server-jwt', 'james-server-protocols-library', 'james-server-util', 'apache-james-mailbox-api', 'metrics-api'].collect { "org.apache.james:$it:$later" } +
    ['protocols-api', 'protocols-netty'].collect { "org.apache.james.protocols:$it:$later" } +
    ['buffer', 'codec', 'common', 'handler', 'transport'].collect { "io.netty:netty-$it:${project.properties['netty.later.version']}" } +
    ['api', 'impl', 'jackson'].collect { "io.jsonwebtoken:jjwt-$it:${project.properties['jjwt.later.version']}" } +
    ['annotations', 'core', 'databind'].collect { "com.fasterxml.jackson.core:jackson-$it:${project.properties['jackson.later.version']}" } +
    "ch.qos.logback:logback-classic:${project.properties['logback.later.version']}" +
    "org.zoomba-lang:spark-core:${project.properties['spark.later.version']}" +
    "org.apache.cassandra:java-driver-core:${project.properties['cassandra-driver.later.version']}"
def laterFile = new File(project.build.directory, 'server/later-api.classpath')
if ('later-api' in wanted && (laterFile.lastModified() <= Math.max(project.file.lastModified(), script.lastModified()) ||
    !laterFile.text.split(File.pathSeparator).every { new File(it).exists() })) {
    laterFile.parentFile.mkdirs()
    laterFile.text = api.collect {
        session.lookup(RepositorySystem.name).resolveArtifact(
            session.repositorySession, new ArtifactRequest(new DefaultArtifact(it), project.remoteProjectRepositories, null)).artifact.file
    }.join(File.pathSeparator)
}
