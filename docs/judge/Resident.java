// Cancels orders for "client --resident": a JSON line in for each case, a JSON line out. Needs Jackson.
import com.fasterxml.jackson.databind.*;
import com.fasterxml.jackson.databind.node.*;
import java.io.*;
import java.net.*;
import java.net.http.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.*;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.*;
public class Resident {
  static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  static final Map<String, HttpClient> CLIENTS = new HashMap<>();  // by file of certificates, one for all cases of a run
  static HttpClient client(String file) throws Exception {
    var builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER);
    if (file.isEmpty()) return builder.build();
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream(file)));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return builder.sslContext(context).build();
  }
  static String cancel(JsonNode task) throws Exception {
    String id = task.get("order_id").asText(), secret = task.get("secret_key").asText(), file = task.get("ca_file").asText("");
    if (secret.isEmpty()) return "unsupported";  // Java takes no empty key
    if (!CLIENTS.containsKey(file)) CLIENTS.put(file, client(file));
    String body = "id=" + URLEncoder.encode(id, UTF_8);  // signed and sent: the same text
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    var request = HttpRequest.newBuilder(URI.create(task.get("base_url").asText() + "/auth/cancel"))
        .header("content-type", "application/x-www-form-urlencoded").header("x-api-key", task.get("api_key").asText())
        .header("x-signature", Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(UTF_8))))
        .POST(HttpRequest.BodyPublishers.ofString(body)).build();
    var response = CLIENTS.get(file).sendAsync(request, HttpResponse.BodyHandlers.ofString()).get(4, TimeUnit.SECONDS);
    JsonNode answer = JSON.readTree(response.body()), order = answer.path("result");
    boolean coded = answer.path("code").equals(IntNode.valueOf(response.statusCode()));
    String says = answer.path("msg").asText().toLowerCase(), state = order.path("status").asText("CANCELLED").toUpperCase();
    if (response.statusCode() != 200) return coded && Set.of(401, 403, 404, 410).contains(response.statusCode())
        || answer.has("code") && says.matches(".*(already cancelled|already completed|order was not found).*") ? "rejected" : "unknown";
    if (!coded || !order.path("id").equals(TextNode.valueOf(id))) return "unknown";
    if (Set.of("CANCELLED", "CANCELED", "ACTIVE").contains(state)) return "confirmed";  // the page's own sample shows ACTIVE
    return Set.of("COMPLETED", "FILLED", "REJECTED", "EXPIRED").contains(state) ? "rejected" : "unknown";
  }
  public static void main(String[] arguments) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line; (line = lines.readLine()) != null;) {
      var answer = JSON.createObjectNode().put("case", JSON.readTree(line).get("case").asText()).put("outcome", "unknown");
      try { answer.put("outcome", cancel(JSON.readTree(line))); } catch (Exception error) { System.err.println("unknown: " + error); }
      System.out.println(answer);
    }
  }
}
