// A cancel by Java's HttpClient; the signature is the first argument.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Cancel {
  public static void main(String[] arguments) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://api.testnet.everstrike.io/auth/cancel"))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("x-api-key", "demo-key")
            .header("x-signature", arguments[0])
            .POST(HttpRequest.BodyPublishers.ofString("id=849cdea0395411e98f54b395ae9c7bb6"))
            .build();
    System.out.println(
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }
}
