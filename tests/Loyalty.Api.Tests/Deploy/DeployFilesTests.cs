using System.Diagnostics;
using Loyalty.Api.Hosting;
using YamlDotNet.RepresentationModel;

namespace Loyalty.Api.Tests.Deploy;

/// <summary>What can be known of the files in deploy/ without a container engine.</summary>
public sealed class DeployFilesTests
{
    static IEnumerable<string> YamlFiles() => Directory
        .GetFiles(Path.Combine(Repository.Root, "deploy"), "*.y*ml", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Root, file));

    static List<YamlNode> Load(string path)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Repository.Read(path)));
        return [.. stream.Documents.Select(document => document.RootNode)];
    }

    static IEnumerable<YamlNode> All(YamlNode node) => node.AllNodes;

    [TestCaseSource(nameof(YamlFiles))]
    public void Each_file_is_YAML_with_one_document_at_least(string path) =>
        Assert.That(Load(path), Is.Not.Empty.And.All.InstanceOf<YamlMappingNode>());

    [Test]
    public void Ports_are_the_same_everywhere()
    {
        var dockerfile = Repository.Read("deploy/Dockerfile");
        Assert.That(dockerfile, Does.Contain("ASPNETCORE_URLS=http://+:8080").And.Contain("Loyalty__Metrics__Port=9464")
            .And.Contain("EXPOSE 8080 9464"));
        Assert.That(Repository.Read("deploy/compose.yaml"), Does.Contain("\"8080:8080\""));
        Assert.That(Repository.Read("deploy/prometheus/prometheus.yml"), Does.Contain("loyalty:9464"));
        var ports = Load("deploy/kubernetes/deployment.yaml").SelectMany(All).OfType<YamlMappingNode>()
            .Where(node => node.Children.ContainsKey("containerPort"))
            .Select(node => ($"{node["name"]}", $"{node["containerPort"]}"));
        Assert.That(ports, Is.EqualTo(new[] { ("http", "8080"), ("metrics", "9464") }));
    }

    [Test]
    public void Settings_in_the_files_are_settings_of_the_service()
    {
        var known = LoyaltyOptions.Names.Select(LoyaltyOptions.Environment).Append("ConnectionStrings__Loyalty")
            .ToList();
        var used = YamlFiles().Append("deploy/Dockerfile").SelectMany(path => System.Text.RegularExpressions.Regex
            .Matches(Repository.Read(path), "(Loyalty__|ConnectionStrings__)[A-Za-z_]+").Select(match => match.Value));
        Assert.That(used.Distinct(), Is.Not.Empty.And.SubsetOf(known));
    }

    [Test]
    public void The_compose_file_mounts_what_there_is_and_names_versions()
    {
        var services = (YamlMappingNode)Load("deploy/compose.yaml").Single()["services"];
        Assert.That(services.Children.Keys.Select(name => $"{name}"),
            Is.EquivalentTo(new[] { "postgres", "loyalty", "collector", "prometheus", "grafana" }));
        foreach (var (_, service) in services.Children)
        {
            var node = (YamlMappingNode)service;
            if (node.Children.TryGetValue("image", out var image))
            {
                Assert.That($"{image}", Does.Match(@":v?\d+(\.\d+)*$"));
            }

            var mounts = node.Children.TryGetValue("volumes", out var volumes)
                ? ((YamlSequenceNode)volumes).Select(volume => $"{volume}".Split(':')[0]) : [];
            foreach (var mount in mounts.Where(mount => mount.StartsWith("./", StringComparison.Ordinal)))
            {
                Assert.That(Path.Exists(Path.Combine(Repository.Root, "deploy", mount)), Is.True, mount);
            }
        }
    }

    [Test]
    public void The_manifests_keep_secrets_elsewhere_and_run_as_nobody()
    {
        var nodes = YamlFiles().Where(path => path.Contains("kubernetes", StringComparison.Ordinal))
            .SelectMany(Load).ToList();
        Assert.That(nodes.Select(node => $"{node["kind"]}"), Is.EquivalentTo(new[]
        {
            "Kustomization", "Namespace", "Job", "Deployment", "Service", "HorizontalPodAutoscaler",
            "PodDisruptionBudget", "NetworkPolicy",
        }));
        var image = Load("deploy/kubernetes/kustomization.yaml").Single()["images"][0];
        var migration = Load("deploy/kubernetes/migrate.yaml").Single()["spec"]["template"]["spec"];
        Assert.That($"{migration["containers"][0]["image"]}",
            Is.EqualTo($"{image["newName"]}:{image["newTag"]}"));
        var listed = ((YamlSequenceNode)Load("deploy/kubernetes/kustomization.yaml").Single()["resources"])
            .Select(resource => $"{resource}");
        Assert.That(listed.Append("migrate.yaml"),
            Is.EquivalentTo(Directory.GetFiles(Path.Combine(Repository.Root, "deploy/kubernetes"))
            .Select(Path.GetFileName).Where(name => name != "kustomization.yaml")));
        foreach (var pod in nodes.SelectMany(All).OfType<YamlMappingNode>()
            .Where(node => node.Children.ContainsKey("containers")))
        {
            Assert.That($"{pod["securityContext"]["runAsNonRoot"]}", Is.EqualTo("true"));
            Assert.That(All(pod).OfType<YamlMappingNode>().Any(node => node.Children.ContainsKey("secretName")),
                Is.True);
        }
    }

    /// <summary>The collector itself is not asked.</summary>
    [Test]
    public void The_collector_s_pipelines_are_made_of_what_it_has_and_it_listens_where_the_service_sends()
    {
        var collector = (YamlMappingNode)Load("deploy/collector.yaml").Single();
        var pipelines = ((YamlMappingNode)collector["service"]["pipelines"]).Children;
        Assert.That(pipelines.Keys.Select(name => $"{name}"), Is.EquivalentTo(new[] { "traces", "metrics", "logs" }));
        foreach (var kind in new[] { "receivers", "processors", "exporters" })
        {
            var used = pipelines.Values.SelectMany(pipeline => (YamlSequenceNode)pipeline[kind])
                .Select(name => $"{name}");
            Assert.That(used.Distinct(),
                Is.EquivalentTo(((YamlMappingNode)collector[kind]).Children.Keys.Select(name => $"{name}")), kind);
        }

        var endpoint = All(Load("deploy/compose.yaml").Single()).OfType<YamlMappingNode>()
            .Select(node => node.Children.TryGetValue("OTEL_EXPORTER_OTLP_ENDPOINT", out var found) ? $"{found}" : null)
            .First(found => found is not null);
        var listens = new Uri($"http://{collector["receivers"]["otlp"]["protocols"]["grpc"]["endpoint"]}");
        Assert.That(new Uri(endpoint!), Is.EqualTo(new Uri($"http://collector:{listens.Port}")));
    }

    /// <summary>The commands of the image's first stage; what they make can be run.</summary>
    [Test]
    public async Task What_the_Dockerfile_runs_makes_the_service()
    {
        var folder = Directory.CreateTempSubdirectory("loyalty-publish-").FullName;
        var commands = Repository.Read("deploy/Dockerfile").Split('\n')
            .Where(line => line.StartsWith("RUN ", StringComparison.Ordinal)).Select(line => line[4..]).ToList();
        Assert.That(commands, Has.Count.EqualTo(1));
        var (exitCode, output) = await Run("sh", "-c", commands[0].Replace("/app", folder, StringComparison.Ordinal));
        Assert.That(exitCode, Is.Zero, output);
        (exitCode, output) = await Run(
            "dotnet", Path.Combine(folder, "Loyalty.Api.dll"), "verify",
            "--ConnectionStrings:Loyalty=Host=localhost;Port=1;Username=x;Timeout=1");
        Assert.That((exitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length), Is.EqualTo((1, 1)),
            output);
        Directory.Delete(folder, recursive: true);
    }

    [TestCase("check", "config", "deploy/prometheus/prometheus.yml")]
    [TestCase("check", "rules", "deploy/prometheus/rules.yml")]
    public async Task Prometheus_accepts_its_files(params string[] arguments)
    {
        var (exitCode, output) = await Run("promtool", arguments);
        Assert.That(exitCode, Is.Zero, output);
    }

    static async Task<(int ExitCode, string Output)> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    [Test]
    public void Each_rule_has_a_line_in_the_runbook()
    {
        var rules = Load("deploy/prometheus/rules.yml").SelectMany(All).OfType<YamlMappingNode>()
            .Where(node => node.Children.ContainsKey("alert")).ToList();
        Assert.That(rules, Is.Not.Empty);
        var document = Repository.Read("docs/operations.md");
        foreach (var rule in rules)
        {
            Assert.That(document, Does.Contain($"| `{rule["alert"]}` |"));
            Assert.That($"{rule["annotations"]["runbook"]}", Is.Not.Empty);
        }
    }
}
