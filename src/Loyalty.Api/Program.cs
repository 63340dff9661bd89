using Loyalty.Api.Hosting;

return await Verbs.Run(args);
